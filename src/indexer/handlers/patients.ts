import type { Handler } from "../handler.ts";

export const enrolled: Handler<"Enrolled"> = ({ patient, custodian, controller, by }) => ({
  table: "patients",
  row: { patient, event: "enrolled", custodian, controller, epoch: 0, by_account: by },
});

export const handoverOffered: Handler<"HandoverOffered"> = ({ patient, to }) => ({
  table: "patients",
  row: { patient, event: "offered", controller: to },
});

export const handedOver: Handler<"HandedOver"> = ({ patient, from, to, epoch }) => ({
  table: "patients",
  row: { patient, event: "handed over", former_controller: from, controller: to, epoch },
});

export const signaturesVoided: Handler<"SignaturesVoided"> = ({ patient, epoch, by }) => ({
  table: "patients",
  row: { patient, event: "voided", epoch, by_account: by },
});
