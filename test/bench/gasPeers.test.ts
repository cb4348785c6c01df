import { expect } from "chai";
import { listRatios, type OperationGas, type PeerGas, renderPeers } from "../../bench/gasPeers.ts";

const ours: OperationGas = {
  ...{ permit: 50_000, permitBySignatureFirst: 60_000, permitBySignatureNext: 40_000 },
  ...{ revoke: 30_000, accessSingle: 36_000, accessBatch100: 11_000 },
};
const half: OperationGas = { ...ours, permit: 25_000, permitBySignatureFirst: null, accessSingle: 12_000 };
const peers: PeerGas = { eas: null, stringLog: ours, contractEach: half, plainEvent: half };

describe("gasPeers", () => {
  it("says how many times ours a peer takes, and nothing where there is nothing to compare", () => {
    const ratios = listRatios(ours, peers);

    expect(ratios.eas).to.equal(null);
    expect(ratios.stringLog?.permit).to.equal(1);
    expect(ratios.contractEach).to.include({ permit: 0.5, permitBySignatureFirst: null, accessSingle: 0.333 });
  });

  it("renders a row for each operation, with a dash for what a peer lacks", () => {
    const [heading, permit, signature, ...others] = renderPeers(ours, peers).split("\n");

    expect(heading).to.match(/ours +EAS +string log +contract each +plain event$/);
    expect(permit).to.match(/^permit, direct +50,000 +- +50,000 \(1\.00\) +25,000 \(0\.50\) +25,000 \(0\.50\)$/);
    expect(signature).to.match(/60,000 +- +60,000 \(1\.00\) +- +-$/);
    expect(others).to.have.lengthOf(4);
  });
});
