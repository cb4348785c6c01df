import type { Handler } from "../handler.ts";

export const registered: Handler<"Registered"> = ({ record, patient, custodian, kind, digest, by }) => ({
  table: "records",
  row: { record, patient, custodian, kind, digest, by_account: by },
});

export const amended: Handler<"Amended"> = ({ record, digest, previous, by }) => ({
  table: "revisions",
  row: { record, digest, previous, by_account: by },
});

export const related: Handler<"Related"> = ({ record, target, relation, by }) => ({
  table: "relations",
  row: { record, target, relation, by_account: by },
});
