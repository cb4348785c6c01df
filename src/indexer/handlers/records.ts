import type { Handler } from "../handler.ts";

export const registered: Handler<"Registered"> = ({ record, patient, custodian, kind, status, digest, by }) => ({
  table: "records",
  row: { record, patient, custodian, kind, status, digest, by_account: by },
});

export const amended: Handler<"Amended"> = ({ record, revision, status, digest, previous, by }) => ({
  table: "revisions",
  row: { record, revision, status, digest, previous, by_account: by },
});

export const related: Handler<"Related"> = ({ record, target, relation, by }) => ({
  table: "relations",
  row: { record, target, relation, by_account: by },
});
