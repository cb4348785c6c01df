import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { describeUnlessLacking } from "../lacking.ts";

const program = "/usr/sbin/Orthanc";
const plugin = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so";

/** A picture archive of the tests' own. */
export type Orthanc = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Where DICOMweb begins, without a slash at the end: `http://127.0.0.1:<port>/dicom-web`. */
  readonly dicomWebUrl: string;
  /** What the one user of the archive sends in `Authorization`. */
  readonly authorization: string;
  /** Of the program itself, for who wants to see its memory or stop it. */
  readonly processId: number;
  /** What it writes about itself; each request, once `logRequests` was called. */
  readonly logFile: string;
  /** Lets it write a line for each request, as `--verbose-http` does. */
  readonly logRequests: () => Promise<void>;
  /** Puts a DICOM Part 10 file into the archive as it is. */
  readonly add: (file: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Says what is missing for the tests on a real archive; `undefined` when nothing is. */
export function findMissingOrthanc(): string | undefined {
  return existsSync(program) && existsSync(plugin)
    ? undefined
    : "Orthanc with DICOMweb (apt-get install --no-install-recommends orthanc orthanc-dicomweb)";
}

/** Like `describe`, for tests on a real archive: skipped where there is none, with a word on how to get it; a failure in CI. */
export function describeWithOrthanc(title: string, tests: () => void): void {
  describeUnlessLacking(findMissingOrthanc(), title, tests);
}

/**
 * Starts an empty archive on a port of its own. It and its folder are gone when this process is, also when it is killed.
 *
 * @param settings - Beside or instead of the settings that every archive of the tests has.
 */
export async function startOrthanc(settings: Readonly<Record<string, unknown>> = {}): Promise<Orthanc> {
  const folder = mkdtempSync(join(tmpdir(), "fiducial-orthanc-"));
  const port = await findFreePort();
  const password = randomBytes(16).toString("hex");
  const configuration = {
    Name: "tests",
    HttpPort: port,
    RemoteAccessAllowed: false, // listens to this machine alone
    AuthenticationEnabled: true,
    RegisteredUsers: { gateway: password },
    DicomServerEnabled: false,
    StorageDirectory: join(folder, "images"),
    IndexDirectory: join(folder, "index"),
    Plugins: [plugin],
    DicomWeb: { Enable: true, Root: "/dicom-web/", EnableWado: true },
    ...settings,
  };
  writeFileSync(join(folder, "orthanc.json"), JSON.stringify(configuration));

  // The shell ends the archive and clears the folder when its input ends. It takes two seconds to stop by itself, and has nothing to keep.
  const script = `
    "$1" "$2/orthanc.json" >"$2/log" 2>&1 </dev/null &
    archive=$!
    echo $archive
    cat >/dev/null || true
    kill -KILL $archive; wait $archive
    rm -rf "$2"`;
  const shell = spawn("sh", ["-c", script, "sh", program, folder], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true, // a signal to the terminal's group must not end it before its archive
  });
  const ended = new Promise<void>((resolve) => shell.once("exit", () => resolve()));
  const processId = await new Promise<number>((resolve) => shell.stdout.once("data", (text) => resolve(Number(text))));
  shell.unref(); // this process may end although the archive runs
  for (const stream of [shell.stdin, shell.stdout]) {
    if ("unref" in stream && typeof stream.unref === "function") stream.unref();
  }

  const origin = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from(`gateway:${password}`).toString("base64")}`;
  const archive: Orthanc = {
    origin,
    dicomWebUrl: `${origin}/dicom-web`,
    authorization,
    processId,
    logFile: join(folder, "log"),
    logRequests: async () => {
      const set = { method: "PUT", headers: { authorization }, body: "verbose" };
      expect((await fetch(`${origin}/tools/log-level-http`, set)).status, "the archive logs requests").to.equal(200);
    },
    add: async (file) => {
      const response = await fetch(`${origin}/instances`, {
        method: "POST",
        headers: { authorization },
        body: Uint8Array.from(file),
      });
      await response.arrayBuffer();
      expect(response.status, "the archive takes the file").to.equal(200);
    },
    close: async () => {
      shell.ref();
      shell.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await waitUntilUp(archive, folder);
  return archive;
}

async function waitUntilUp({ dicomWebUrl, authorization, close }: Orthanc, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(`${dicomWebUrl}/studies`, { headers: { authorization } });
      await response.arrayBuffer();
      if (response.status === 200) return;
      if (response.status === 401 || attempt > 200) throw new TypeError(`The archive answers ${response.status}.`);
    } catch (error) {
      if (attempt > 200) {
        const log = readFileSync(join(folder, "log"), "utf8");
        await close();
        throw new TypeError(`The archive does not come up:\n${log}`, { cause: error });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
