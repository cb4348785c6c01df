import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { throttle } from "../../../web/api/throttle.ts";

describe("what is done once in a while", () => {
  it("is done at once, then once for all that was asked for meanwhile, and never after it was stopped", async () => {
    let [count, asked] = [0, 0];
    const { run, stop } = throttle(() => {
      count += 1;
    }, 5);
    run();
    run();
    run();
    expect(count).to.equal(1);
    while (count < 2 && asked++ < 1_000) await sleep(5);
    expect(count).to.equal(2);
    await sleep(20); // nothing was asked for since
    expect(count).to.equal(2);
    run();
    run();
    expect(count).to.equal(3);
    stop();
    await sleep(20);
    expect(count).to.equal(3);
  });
});
