/**
 * Loaded into a gateway before it starts: writes down when each of its `fdatasync` came back, and how long the file was that it had been asked for. A
 * line each, in the file that `SYNC_LOG` names: nanoseconds of the machine's monotonic clock, which all processes share, and bytes.
 */

import { appendFileSync } from "node:fs";
import { open } from "node:fs/promises";
import process from "node:process";

const log = process.env.SYNC_LOG;
if (log !== undefined) {
  const handle = await open(log, "a");
  const prototype = Object.getPrototypeOf(handle) as { datasync: () => Promise<void> };
  await handle.close();
  const { datasync } = prototype;
  prototype.datasync = async function (this: { stat: () => Promise<{ size: number }> }): Promise<void> {
    const { size } = await this.stat();
    await datasync.call(this);
    appendFileSync(log, `${process.hrtime.bigint()} ${size}\n`);
  };
}
