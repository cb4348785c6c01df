import { useState } from "react";
import { keyOfLeave, type Leave } from "./permits.ts";
import type { Act } from "./signing.ts";
import { type ActState, useAct } from "./useAct.ts";

/** Taking back leave: one at once, or several that were chosen. */
export type Taking = {
  readonly state: ActState;
  readonly isBusy: boolean;
  /** The leave that was taken back last, or is being so; `undefined` for several. */
  readonly subject: Leave | undefined;
  readonly takeBack: (leave: Leave) => void;
  readonly again: () => void;
  /** Whether what was done last was to take back several. */
  readonly isSeveralDone: boolean;
  /** Those chosen, while several are being chosen. */
  readonly choice: readonly Leave[] | undefined;
  readonly toggle: (leave: Leave) => void;
  readonly beginChoice: () => void;
  readonly endChoice: () => void;
  readonly takeChosenBack: () => void;
};

/** The contract's `MAX_BATCH`. */
const most = 100;

/** Takes back leave of a patient, by one signature each time. */
export function useTakeBack(patient: number): Taking {
  const { state, run, reset } = useAct();
  const [subject, setSubject] = useState<Leave>();
  const [choice, setChoice] = useState<readonly Leave[]>();
  const [last, setLast] = useState<Act>();

  function start(act: Act): void {
    setLast(act);
    void run(act).then((done) => {
      if (done !== undefined) setChoice(undefined);
    });
  }

  return {
    ...{ state, subject, choice },
    isBusy: state.is === "under-way",
    isSeveralDone: state.is === "done" && last?.act === "revokeMany",
    takeBack: (leave) => {
      setSubject(leave);
      start({ act: "revoke", patient, scope: leave.scope, grantee: leave.grantee });
    },
    again: () => last !== undefined && start(last),
    toggle: (leave) => setChoice((chosen = []) => toggled(chosen, leave)),
    beginChoice: () => {
      reset();
      setSubject(undefined);
      setChoice([]);
    },
    endChoice: () => {
      reset();
      setChoice(undefined);
    },
    takeChosenBack: () => {
      const targets = (choice ?? []).slice(0, most).map(({ scope, grantee }) => ({ scope, grantee }));
      if (targets.length > 0) start({ act: "revokeMany", patient, targets });
    },
  };
}

function toggled(chosen: readonly Leave[], leave: Leave): readonly Leave[] {
  const others = chosen.filter((one) => keyOfLeave(one) !== keyOfLeave(leave));
  return others.length < chosen.length ? others : [...others, leave];
}
