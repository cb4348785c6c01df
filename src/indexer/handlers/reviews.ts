import type { Handler } from "../handler.ts";

export const reviewed: Handler<"Reviewed"> = ({ record, number, reviewer, outcome, note }) => ({
  table: "reviews",
  row: { record, number, reviewer, outcome, note },
});
