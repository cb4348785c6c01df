import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";

const installed = "/usr/lib/postgresql";

/** Says what is missing for the tests on PostgreSQL; `undefined` when nothing is. */
export function findMissingPostgres(): string | undefined {
  if (process.env.DATABASE_URL || findBinaries() !== undefined) return undefined;
  return "skipped: PostgreSQL: apt-get install postgresql, or set DATABASE_URL";
}

/** Whether the server is one of the tests' own, whose users and restarts are theirs too. */
export const isOwnServer = !process.env.DATABASE_URL;

let server: Promise<string> | undefined;

/** Gets the URL of a server for this process: the one of `DATABASE_URL`, else one that ends with the process. */
export function getPostgres(): Promise<string> {
  server ??= process.env.DATABASE_URL ? Promise.resolve(process.env.DATABASE_URL) : startServer("fsync=off");
  return server;
}

/** Finds the folder of the newest server that is installed. */
function findBinaries(): string | undefined {
  if (!existsSync(installed)) return undefined;
  const versions = readdirSync(installed).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(installed, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
}

/** The server refuses to run as root; Debian's package makes a user for it. */
function findUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const idOf = (option: string, user: string) => Number(execFileSync("id", [option, user], { encoding: "utf8" }));
  const name = readdirSync("/var/lib").includes("postgresql") ? "postgres" : "nobody";
  return { uid: idOf("-u", name), gid: idOf("-g", name) };
}

/** Starts a server in a folder of its own, and hands back its URL. Both are gone when this process is. */
export async function startServer(...settings: readonly string[]): Promise<string> {
  const bin = findBinaries();
  const user = findUser();
  const folder = mkdtempSync(join(tmpdir(), "fiducial-postgres-"));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  // The shell ends the server and clears the folder when its input ends: also when this process is killed.
  const script = `
    set -e; cd "$1"
    "$2/initdb" -D data -U tester --auth=trust -E UTF8 --locale=C --no-sync >init.log 2>&1
    sed -i '1i local all locked_out scram-sha-256' data/pg_hba.conf
    folder=$1 bin=$2; shift 2
    "$bin/postgres" -D data -k "$folder" -c listen_addresses= "$@" >server.log 2>&1 </dev/null &
    server=$!
    cat >/dev/null || true
    kill -QUIT $server; wait $server || true
    cd /; rm -rf "$folder"`;
  const shell = spawn("sh", ["-c", script, "sh", folder, bin ?? "", ...settings.map((setting) => `--${setting}`)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true, // a signal to the terminal's group must not end it before its server
    ...user,
  });
  letGo(shell);
  const url = `postgresql://tester@/postgres?host=${encodeURIComponent(folder)}`;
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return url;
    } catch (error) {
      if (attempt === 600 || shell.exitCode !== null) {
        rmSync(folder, { recursive: true, force: true });
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Lets this process end although the other runs. */
function letGo(shell: ChildProcess): void {
  shell.unref();
  if (shell.stdin !== null && "unref" in shell.stdin && typeof shell.stdin.unref === "function") shell.stdin.unref();
}
