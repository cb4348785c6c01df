import { expect } from "chai";
import { setLastingStage } from "./lastingStage.ts";
import { admitHospital, type Stage } from "./stage.ts";

// Who acts beside a patient, by incapacity, and until dismissed
// ├── a springing proxy acts while the hospital states an incapacity: not before, not once it is ended, not once its time is over
// ├── a proxy is dismissed by the controller, by itself, and by a signature that another sends
// └── two who decide together are dismissed as one
describe("patients incapacity, patients proxy dismiss", function () {
  this.timeout(180_000);
  let stage: Stage;

  before(async () => {
    stage = await setLastingStage();
    await admitHospital(stage);
    await stage.ask("patients", "enroll", "@5", "--as", "@1");
  });
  after(() => stage?.close());

  const ask = <Answer>(...args: string[]): Promise<Answer> => stage.ask<Answer>(...args);
  const permit = (as: string): string[] => ["permit", "1", "@2", "--as", as, "--until", "1d"];

  const refusalOf = async (...args: string[]): Promise<string> => {
    const { exitCode, stderr } = await stage.run(...args, "--json");
    expect(exitCode, args.join(" ")).to.be.oneOf([1, 2]);
    return JSON.parse(stderr).error.code;
  };

  const statesOf = async (): Promise<Readonly<Record<string, string>>> => {
    type Listed = { proxies: { proxy: string; state: string }[] };
    const listed = await ask<Listed>("patients", "proxy", "list", "1");
    return Object.fromEntries(
      listed.proxies.map(({ proxy, state }) => [`@${stage.up.accounts.indexOf(proxy)}`, state]),
    );
  };

  it("lets a springing proxy act in an incapacity alone", async () => {
    await ask("patients", "proxy", "appoint", "1", "@8", "--springing", "--until", "never", "--as", "@5");
    expect(await refusalOf(...permit("@8"))).to.equal("NotActingFor");
    expect(await statesOf()).to.deep.equal({ "@8": "waits for an incapacity" });

    await ask("patients", "incapacity", "declare", "1", "--until", "30d", "--as", "@1");
    expect(await statesOf()).to.deep.equal({ "@8": "in force" });
    await ask(...permit("@8"));
    const said = await stage.run("patients", "show", "1");
    expect(said.stdout).to.match(/^Incapacity {2}stated from \d{4}-/m);

    await ask("patients", "incapacity", "end", "1", "--as", "@5", "--relay-by", "@1");
    expect(await refusalOf(...permit("@8"))).to.equal("NotActingFor");
    expect(await refusalOf("patients", "incapacity", "end", "1", "--as", "@1")).to.equal("Usage");

    await ask("patients", "incapacity", "declare", "1", "--until", "30d", "--as", "@1");
    await ask(...permit("@8"));
    for (const [method, params] of [
      ["evm_increaseTime", [31 * 86_400]],
      ["evm_mine", []],
    ] as const) {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
      await fetch(stage.up.rpcUrl, { method: "POST", body, headers: { "content-type": "application/json" } });
    }
    // The chain's clock is ahead of this machine's now: an end is written from the chain's.
    expect(await refusalOf("permit", "1", "@2", "--as", "@8", "--until", "90d")).to.equal("NotActingFor");
    expect(await statesOf()).to.deep.equal({ "@8": "waits for an incapacity" });
  });

  it("ends a proxy's powers by the controller, by itself, and by a signature", async () => {
    for (const [proxy, ...by] of [
      ["@9", "--as", "@5"],
      ["@10", "--as", "@10"],
      ["@11", "--as", "@5", "--relay-by", "@1"],
    ] as const) {
      const permitNow = ["permit", "1", "@2", "--as", proxy, "--until", "90d"];
      await ask("patients", "proxy", "appoint", "1", proxy, "--until", "1y", "--as", "@5");
      await ask(...permitNow);
      await ask("patients", "proxy", "dismiss", "1", proxy, ...by);
      expect(await refusalOf(...permitNow)).to.equal("NotActingFor");
    }
    expect(await statesOf()).to.deep.include({ "@9": "dismissed", "@10": "dismissed", "@11": "dismissed" });
    expect(await refusalOf("patients", "proxy", "dismiss", "1", "@12", "--as", "@5")).to.equal("Usage");
  });

  it("dismisses two who decide together as one", async () => {
    const joint = ["@12", "@13", "--joint"];
    const permitTogether = ["permit", "1", "@2", "--as", "@12,@13", "--relay-by", "@1", "--until", "90d"];
    await ask("patients", "proxy", "appoint", "1", ...joint, "--until", "1y", "--as", "@5");
    await ask(...permitTogether);
    await ask("patients", "proxy", "dismiss", "1", ...joint, "--as", "@5");
    expect(await refusalOf(...permitTogether)).to.equal("NotActingFor");
    expect(Object.values(await statesOf()).filter((state) => state === "dismissed")).to.have.lengthOf(4);
  });
});
