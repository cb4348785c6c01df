import type { Handler } from "../handler.ts";
import { unlessZero } from "../hex.ts";

export const enrolled: Handler<"Enrolled"> = ({ patient, custodian, controller, hold, by }) => ({
  table: "patients",
  row: { patient, event: "enrolled", custodian, controller, hold, epoch: 0, by_account: by },
});

export const handoverOffered: Handler<"HandoverOffered"> = ({ patient, to, epoch }) => ({
  table: "patients",
  row: { patient, event: "offered", controller: unlessZero(to), epoch },
});

export const handedOver: Handler<"HandedOver"> = ({ patient, from, to, epoch }) => ({
  table: "patients",
  row: { patient, event: "handed over", former_controller: from, controller: to, epoch },
});

/** From here on the key is the patient's own. */
export const claimed: Handler<"Claimed"> = ({ patient, from, to, epoch }) => ({
  table: "patients",
  row: { patient, event: "claimed", former_controller: from, controller: to, hold: 0, epoch },
});

export const signaturesVoided: Handler<"SignaturesVoided"> = ({ patient, epoch, by }) => ({
  table: "patients",
  row: { patient, event: "voided", epoch, by_account: by },
});
