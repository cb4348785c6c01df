import type { Handler } from "../handler.ts";

export const appointed: Handler<"Appointed"> = ({ patient, proxy, powers, springing, from, until, epoch }) => ({
  table: "proxies",
  row: {
    ...{ patient, proxy, event: "appointed", powers, springing: Number(springing) },
    ...{ valid_from: from, valid_until: until, epoch },
  },
});

export const dismissed: Handler<"Dismissed"> = ({ patient, proxy, until, epoch, by }) => ({
  table: "proxies",
  row: { patient, proxy, event: "dismissed", valid_until: until, epoch, by_account: by },
});

export const incapacityDeclared: Handler<"IncapacityDeclared"> = ({ patient, from, until, by }) => ({
  table: "incapacities",
  row: { patient, event: "declared", valid_from: from, valid_until: until, by_account: by },
});

export const incapacityEnded: Handler<"IncapacityEnded"> = ({ patient, until, epoch, by }) => ({
  table: "incapacities",
  row: { patient, event: "ended", valid_until: until, epoch, by_account: by },
});
