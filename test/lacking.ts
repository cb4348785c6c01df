import { expect } from "chai";

/**
 * Like `describe`, for tests that need what a fresh machine may lack: skipped where it does, with a word on how to get it; a failure in CI.
 *
 * @param lack - What is missing, and in brackets how to get it; `undefined` when nothing is.
 */
export function describeUnlessLacking(
  lack: string | undefined,
  title: string,
  tests: (suite: Mocha.Suite) => void,
): void {
  describe(title, function () {
    this.timeout(60_000); // as all tests have with Hardhat
    if (lack === undefined) tests(this);
    else if (process.env.CI)
      it(`needs ${lack}`, () => expect.fail(`In CI nothing is skipped, and there is no ${lack}.`));
    else it.skip(`skipped: ${lack}`);
  });
}
