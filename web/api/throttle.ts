/** The least time between two runs (milliseconds). */
const STEP_MS = 1_000;

/** Lets something run at once, and then once a second at most, however often it is asked for; the last time it is asked for counts. */
export function throttle(act: () => void, stepMs = STEP_MS): { readonly run: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const run = (): void => {
    if (timer !== undefined) {
      isWanted = true;
      return;
    }
    act();
    timer = setTimeout(() => {
      timer = undefined;
      if (!isWanted) return;
      isWanted = false;
      run();
    }, stepMs);
  };
  return {
    run,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      isWanted = false;
    },
  };
}
