import type { Handler } from "../handler.ts";

export const bookAnchored: Handler<"BookAnchored"> = ({ custodian, interval, root }) => ({
  table: "books",
  row: { custodian, interval_number: interval, root },
});
