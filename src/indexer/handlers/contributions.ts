import type { Handler } from "../handler.ts";
import { unlessZero } from "../hex.ts";

/** What a person wrote without a tool has none of the tool's columns. */
export const contributed: Handler<"Contributed"> = (values) => {
  const { record, number, author, tool, section, digest, origin, toolVersion, model, inputs } = values;
  return {
    table: "contributions",
    row: {
      ...{ record, number, author, section, digest, origin },
      tool: unlessZero(tool),
      tool_version: unlessZero(toolVersion),
      model: unlessZero(model),
      inputs: unlessZero(inputs),
    },
  };
};

export const disposed: Handler<"Disposed"> = ({ record, number, disposition, by }) => ({
  table: "dispositions",
  row: { record, number, disposition, by_account: by },
});
