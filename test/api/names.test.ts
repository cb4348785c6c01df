import { expect } from "chai";
import type { Address } from "viem";
import type { PublishedDirectory } from "../../src/api/index.ts";
import type { NamedKind } from "../../src/consent/directoryDocument.ts";
import { noEnd } from "../indexer/world.ts";
import { openApi, type Stage, startStage } from "./stage.ts";

// GET /names
// ├── names an organization and whom it admitted, as the index has their kind
// ├── names nobody whom the organization never admitted, whoever signed
// ├── of several files of one organization the newest counts alone
// └── an account that moved has the name of the organization that speaks for it, else that of the one before
describe("the names that organizations published", () => {
  let stage: Stage;
  const named = (account: Address, name: string, kind: NamedKind = "practitioner") => ({ account, name, kind });

  before(async () => {
    stage = await startStage(0);
  });

  after(() => stage.close());

  async function namesOf(...directories: readonly PublishedDirectory[]) {
    const api = await openApi(stage, { directories });
    return (await api.ask(await api.signIn(stage.cast.anna), "/names")).json().names as Record<string, string>[];
  }

  it("are its own and its actors', with their kind as the index has it", async () => {
    const { clinic, surgeon, gateway } = stage.cast;
    const names = [named(clinic, "Clinic", "organization"), named(surgeon, "Dr. Roth"), named(gateway, "PACS")];
    expect(await namesOf({ organization: clinic, issuedAt: 1, names })).to.deep.equal([
      { account: clinic, name: "Clinic", kind: "organization", organization: clinic, publishedBy: clinic },
      { account: surgeon, name: "Dr. Roth", kind: "practitioner", organization: clinic, publishedBy: clinic },
      { account: gateway, name: "PACS", kind: "device", organization: clinic, publishedBy: clinic },
    ]);
    expect(await namesOf()).to.deep.equal([]);
  });

  it("are of nobody whom the organization never admitted, and of nobody else's actors", async () => {
    const { clinic, practice, surgeon, anna, stranger } = stage.cast;
    const names = [surgeon, clinic, anna, stranger].map((account) => named(account, "Dr. Fake"));
    expect(await namesOf({ organization: practice, issuedAt: 1, names })).to.deep.equal([]);
    expect(await namesOf({ organization: stranger, issuedAt: 1, names })).to.deep.equal([]);
  });

  it("of several files of one organization are those of the newest alone", async () => {
    const { clinic, surgeon, resident } = stage.cast;
    const before = { organization: clinic, issuedAt: 1, names: [named(surgeon, "Old"), named(resident, "Withdrawn")] };
    const after = { organization: clinic, issuedAt: 2, names: [named(surgeon, "New")] };
    for (const files of [
      [before, after],
      [after, before],
    ]) {
      expect((await namesOf(...files)).map(({ account, name }) => [account, name])).to.deep.equal([[surgeon, "New"]]);
    }
  });

  it("of an account that moved are those of who speaks for it, else of who once did", async () => {
    const { clinic, practice, surgeon } = stage.cast;
    await stage.world.send(clinic, "suspend", [surgeon]);
    await stage.world.send(practice, "admit", [surgeon, 2, 0, 0, noEnd]);
    await stage.sync();
    const old = { organization: clinic, issuedAt: 2, names: [named(surgeon, "Dr. of the clinic")] };
    const present = { organization: practice, issuedAt: 1, names: [named(surgeon, "Dr. of the practice")] };
    const about = { account: surgeon, kind: "practitioner", organization: practice };
    expect(await namesOf(old)).to.deep.equal([{ ...about, name: "Dr. of the clinic", publishedBy: clinic }]);
    expect(await namesOf(present, old)).to.deep.equal([
      { ...about, name: "Dr. of the practice", publishedBy: practice },
    ]);
  });
});
