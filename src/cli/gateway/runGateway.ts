import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { type Address, isAddressEqual, type PrivateKeyAccount, zeroHash } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import {
  buildLeave,
  ChainTooOldError,
  encodeReceipt,
  type GatewayOptions,
  openArchive,
  openGateway,
  receiptTypedData,
} from "../../gateway/index.ts";
import { addViewer } from "../../gateway/viewer/index.ts";
import type { Vault } from "../../vault/vault.ts";
import { SetupError } from "../errors.ts";
import type { Home, Settings } from "../home.ts";
import { unlock } from "../keystore.ts";
import { type Directory, resolveAccount } from "../names.ts";
import { readPassphrase } from "../secret.ts";
import { now } from "../time.ts";
import { buildVerifyLogin } from "../verifyLogin.ts";
import { buildAskContract } from "./askContract.ts";
import { buildChainPort } from "./chainPort.ts";
import type { GatewayConfig } from "./config.ts";
import { isKnownAccessor } from "./consentStates.ts";
import { getCustodian, storesFor } from "./custodian.ts";
import { buildEmergencyNotices } from "./emergencyNotices.ts";
import { followChain } from "./followChain.ts";
import { findHiddenParts } from "./hiddenParts.ts";
import { askSettledBlock, openChain } from "./openChain.ts";
import { openOwnJournal } from "./openOwnJournal.ts";
import { buildPermittedStudies } from "./permittedStudies.ts";
import { buildStanding } from "./standing.ts";
import { startAnchoring } from "./startAnchoring.ts";
import { resolveTarget } from "./targets.ts";

/** What a gateway is run with. */
export type GatewayPlace = {
  readonly config: GatewayConfig;
  readonly home: Home;
  readonly settings: Settings;
  readonly vault: Vault;
  readonly directory: Directory;
  readonly keystorePasswordFile?: string | undefined;
  /** Takes lines of the log. */
  readonly log: (line: string) => void;
};

/** A gateway that listens. */
export type RunningGateway = {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly gateway: Address;
  readonly custodian: Address;
  /** Answers what was asked, takes what is in the journal to the chain where it can, and ends. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts a gateway: the chain's index and its watch, the journal and its anchor, and the server.
 *
 * @throws {SetupError} when its account is not in the keystore, or no gateway in force; or there is no journal yet and no node to begin one by
 */
export async function startGateway(place: GatewayPlace): Promise<RunningGateway> {
  const { config, settings, vault, directory } = place;
  const { chainId, registry } = settings;
  const { folder, settling, anchor: pace, limits, archive: upstream } = config;
  const closers: (() => Promise<unknown>)[] = [];
  const note = (event: string, error?: unknown): void => place.log(`${JSON.stringify(describeEvent(event, error))}\n`);

  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const signer = await openAccount(place);
    const gateway = signer.address;
    const { chain, isUp } = await openChain(settings, signer);
    if (!isUp) note("the node does not answer; only a broken glass gives access");
    const request = (method: string, params: readonly unknown[]) => chain.request({ method, params } as never);

    const { watch, reader, close } = await followChain(place, request, note);
    closers.push(close);
    const lastStateOf = (accessor: Address) =>
      watch.readLastState({ accessor: lower(accessor), record: zeroHash, patient: 0 });
    const custodian = getCustodian(lower(gateway), await lastStateOf(gateway), now());

    const journal = await openOwnJournal(folder, { chainId, registry, gateway }, isUp, () =>
      chain.entryCountOf({ gateway }),
    );
    closers.push(journal.close);
    const port = buildChainPort(chain, gateway, () => askSettledBlock(chain, settling));
    const anchoring = startAnchoring({ journal, chain: port, ...pace }, note);
    closers.push(anchoring.stop);

    const archive = openArchive({
      url: upstream.url,
      ...(upstream.user !== undefined && { authorization: await readAuthorization(upstream) }),
    });
    closers.push(archive.close);
    const leave = buildLeave({
      head: watch.head,
      limits: { maxAgeSeconds: config.headMaxAgeSeconds, maxSilenceSeconds: config.nodeMaxSilenceSeconds },
      ...{ readStates: watch.readStates, readLastState: watch.readLastState, restrictionsAt: vault.restrictionsAt },
      findParts: (record, parts) => findHiddenParts(vault, record, parts),
      ...{ basisOf: buildAskContract(request, registry), now, most: 20_000 },
    });
    const clock = () => performance.now();
    const host = new URL(config.origin).host;
    const options: GatewayOptions = {
      login: { domain: host, uri: config.origin, chainId, messageSeconds: 300 },
      devices: await readDevices(config, directory),
      verifyMessage: buildVerifyLogin(chain, (cause) => new ChainTooOldError({ cause })),
      isValidAccessor: (account, time) => isKnownAccessor(reader, lower(account), time),
      ...{ leave, journal, archive, now, clock, randomBytes },
      resolve: (target) => resolveTarget(vault, custodian, target),
      listPermitted: buildPermittedStudies(vault, custodian, leave, { keepMs: 2_000, most: 1_000, clock }),
      mayStore: async (account, time) => storesFor(custodian, account, await lastStateOf(account), time),
      signReceipt: async ({ entryNumber, digest, at }) => {
        const receipt = { chainId, registry, gateway, entryNumber, digest, deadline: at + pace.deadlineSeconds };
        return encodeReceipt({ ...receipt, signature: await signer.signTypedData(receiptTypedData(receipt)) });
      },
      onEmergency: buildEmergencyNotices(join(folder, "emergencies.jsonl"), (error) =>
        note("the notice of an emergency was not written", error),
      ),
      standing: buildStanding({
        ...{ head: watch.head, archive, clock },
        lag: anchoring.lag,
        isHalted: anchoring.isHalted,
        deadlineSeconds: pace.deadlineSeconds,
      }),
      sleep: (timeMs) => sleep(timeMs),
      settings: {
        ...{ tls: config.origin.startsWith("https:"), origins: config.origins, sessionSeconds: config.sessionSeconds },
        ...{ nonceSeconds: 300, mostSessions: limits.sessions },
        ...limits,
      },
      logStream: { write: place.log },
    };
    const app = await openGateway(options);
    closers.push(() => app.close());
    if (config.viewer !== undefined) await addViewer(app, config.viewer);
    const url = await app.listen({ host: config.host, port: config.port });
    return { app, url, gateway, custodian, stop: () => closeAll(closers) };
  } catch (error) {
    await closeAll(closers);
    throw error;
  }
}

/** Ends what was begun, the last first. */
async function closeAll(closers: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

async function openAccount({ config, directory, keystorePasswordFile }: GatewayPlace): Promise<PrivateKeyAccount> {
  const address = await resolveAccount(directory, config.account);
  const stored = directory.stored.find((account) => isAddressEqual(account.address, address));
  if (stored === undefined) {
    throw new SetupError(
      "The gateway's account is not in the keystore. It signs receipts by itself, so its key has to be there: fiducial accounts import",
    );
  }
  return privateKeyToAccount(await unlock(stored, keystorePasswordFile));
}

async function readAuthorization({ user, passwordFile }: GatewayConfig["archive"]): Promise<string> {
  const file = passwordFile ?? process.env.FIDUCIAL_ARCHIVE_PASSWORD_FILE;
  if (!file)
    throw new SetupError(
      "The archive's user has no password file: archive.passwordFile, or FIDUCIAL_ARCHIVE_PASSWORD_FILE.",
    );
  return `Basic ${Buffer.from(`${user}:${await readPassphrase(file)}`).toString("base64")}`;
}

async function readDevices({ devices }: GatewayConfig, directory: Directory): Promise<GatewayOptions["devices"]> {
  const read = devices.map(async ({ account, purpose, tokenSha256 }) => ({
    ...{ purpose, device: await resolveAccount(directory, account) },
    digest: tokenSha256 as Address, // of the pattern 0x and 64 digits
  }));
  return Promise.all(read);
}

function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}

/** What a line of the log says of something that befell the gateway: of an error its kind, never its words. */
function describeEvent(event: string, error: unknown) {
  const code =
    error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.name : undefined;
  return { level: error === undefined ? 30 : 50, time: Date.now(), event, ...(code !== undefined && { code }) };
}
