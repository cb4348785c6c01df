import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { bytesToHex, type HDAccount, type Hex, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { connectRegistry, type RegistryConnection } from "../../src/client/viem/index.ts";
import { type Orthanc, startOrthanc } from "../gateway/orthanc.ts";
import { setLastingStage } from "./lastingStage.ts";
import { type Ran, type Stage, start } from "./stage.ts";

/** A line to a node that can be cut. */
export type Line = { readonly url: string; cut: (isCut: boolean) => void; readonly close: () => Promise<void> };

/** An answer of the gateway, as it came. */
export type Response = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

/** Who is signed in at a gateway. */
export type Client = {
  readonly token: string;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly post: (path: string, body: object) => Promise<Response>;
};

/** A hospital with a chain, an archive and a gateway. */
export type GatewayStage = Stage & {
  readonly archive: Orthanc;
  readonly line: Line;
  readonly folder: string;
  readonly origin: string;
  readonly accounts: readonly HDAccount[];
  /** Sends as one of the node's accounts. */
  readonly as: (account: number) => Promise<RegistryConnection>;
  readonly signIn: (account: number, purpose?: string) => Promise<Client>;
  /** @param env - Beside what is in its environment anyway. */
  readonly startGateway: (env?: Readonly<Record<string, string>>) => Promise<void>;
  /** Ends the gateway by a signal, and waits. */
  readonly stopGateway: (signal?: NodeJS.Signals) => Promise<Ran>;
};

// The accounts that development nodes have, which everybody knows.
const mnemonic = "test test test test test test test test test test test junk";
const accounts = Array.from({ length: 12 }, (_, addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }));

/** Sets up a hospital (`@1`) with a gateway (`@3`), an archive with some files, and a line to the node that can be cut. */
export async function setGatewayStage(files: readonly string[], changes: object = {}): Promise<GatewayStage> {
  const stage = await setLastingStage();
  const archive = await startOrthanc();
  for (const file of files) await archive.add(readFileSync(file));
  const line = await startLine(stage.up.rpcUrl);
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const [password, key, archivePassword, config] = ["password", "key", "archive-password", "gateway.json"].map((name) =>
    join(stage.folder, name),
  ) as [string, string, string, string];
  writeFileSync(password, `${randomBytes(16).toString("hex")}\n`);
  writeFileSync(key, bytesToHex(accounts[3]?.getHdKey().privateKey ?? new Uint8Array()));
  await stage.ask("accounts", "import", "pacs", "--private-key-file", key, "--keystore-password-file", password);
  const [user, archiveSecret] = Buffer.from(archive.authorization.slice(6), "base64").toString().split(":");
  writeFileSync(archivePassword, archiveSecret ?? "");
  const settings = {
    ...{ origin, port, account: "pacs", folder: "gateway", settling: "latest", headMaxAgeSeconds: 86_400 },
    ...{ nodeMaxSilenceSeconds: 2, archive: { url: archive.dicomWebUrl, user, passwordFile: archivePassword } },
    anchor: { batchSeconds: 1 },
    ...changes,
  };
  writeFileSync(config, JSON.stringify(settings));

  let running: ReturnType<typeof start> | undefined;
  const registry = join(stage.home, "registry.json");

  async function startGateway(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const direct = readFileSync(registry, "utf8");
    writeFileSync(registry, JSON.stringify({ ...JSON.parse(direct), rpcUrl: line.url }));
    const args = ["gateway", "--config", config, "--keystore-password-file", password];
    const started = start(args, { ...stage, env: { ...stage.env, ...env } });
    running = started;
    const ready = new Promise<void>((resolve) => {
      started.child.stdout.on("data", () => started.printed().includes("Ready.") && resolve());
    });
    const failed = await Promise.race([ready, started.ended]);
    writeFileSync(registry, direct);
    if (failed) throw new TypeError(`the gateway ended with ${failed.exitCode}: ${failed.stderr}`);
  }

  async function signIn(account: number, purpose = "TREAT"): Promise<Client> {
    const signer = accounts[account];
    if (signer === undefined) throw new TypeError("no such account");
    const post = (path: string, body: object, token?: string) => send(origin, "POST", path, headersOf(token), body);
    const offered = await post("/session/nonce", { address: signer.address, purpose });
    const { message } = JSON.parse(offered.body.toString()) as { message: string };
    const signature = await signer.signMessage({ message });
    const opened = await post("/session", { message, signature, carry: "bearer" });
    expect(opened.status, opened.body.toString()).to.equal(201);
    const { token } = JSON.parse(opened.body.toString()) as { token: string };
    return {
      token,
      get: (path, headers = {}) => send(origin, "GET", path, { ...headersOf(token), ...headers }),
      post: (path, body) => post(path, body, token),
    };
  }

  return {
    ...stage,
    ...{ archive, line, origin, accounts, signIn, startGateway },
    as: (account) =>
      connectRegistry({
        transport: http(stage.up.rpcUrl),
        registry: stage.up.registry as Hex,
        account: accounts[account],
        pollingInterval: 5,
      }),
    stopGateway: async (signal = "SIGTERM") => {
      running?.child.kill(signal);
      const ran = await running?.ended;
      if (ran === undefined) throw new TypeError("no gateway was started");
      return ran;
    },
    close: async () => {
      await stage.close();
      await line.close();
      await archive.close();
    },
  };
}

function headersOf(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** Sends a request as it is: no header is added but the host, and none is read away. */
export function send(
  origin: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: object,
): Promise<Response> {
  const { hostname, port } = new URL(origin);
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const type =
    sent === undefined ? {} : { "content-type": "application/json", "content-length": String(Buffer.byteLength(sent)) };
  return new Promise((resolve, reject) => {
    const asked = ask({ hostname, port, method, path, headers: { ...headers, ...type } }, async (answer) => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of answer) chunks.push(chunk);
      } catch (error) {
        reject(error);
      }
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
    });
    asked.once("error", reject).end(sent);
  });
}

async function startLine(rpcUrl: string): Promise<Line> {
  let isCut = false;
  const server = createServer(async (request, response) => {
    if (isCut) return void response.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(rpcUrl, { method: "POST", headers, body: Buffer.concat(chunks) }).catch(() => undefined);
    if (answer === undefined || isCut) return void response.destroy();
    response.setHeader("content-type", "application/json").end(await answer.text());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (now) => {
      isCut = now;
      if (now) server.closeAllConnections();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
