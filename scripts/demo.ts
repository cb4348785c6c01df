/**
 * `npm run demo`: the whole story on real images, a real chain node and an embedded database, in a folder of its own that is removed afterwards.
 */
import { Command } from "commander";
import { enterCallersFolder } from "../src/cli/callersFolder.ts";
import { FiducialError } from "../src/errors.ts";
import { buildNarrator } from "./demo/narrator.ts";
import { setStage } from "./demo/stage.ts";
import { playStory } from "./demo/story.ts";

enterCallersFolder();
const program = new Command("npm run demo --")
  .description("Show what Fiducial does, on real DICOM images and a real chain node.")
  .option("--dicom <folder>", "a study of your own in place of the sample images")
  .option("--plain", "no colours, also on a terminal")
  .option("--json", "print what came out as JSON, and no story")
  .parse();
const options: { dicom?: string; plain?: boolean; json?: boolean } = program.opts();

const started = performance.now();
const narrator = buildNarrator(options.plain === true || process.stdout.isTTY !== true, options.json);
try {
  if (!options.json)
    console.log("Fiducial: who accessed which imaging record, when, which part, for what purpose, and by whose leave.");
  const stage = await setStage();
  try {
    const outcome = await playStory(stage, narrator, options.dicom);
    if (options.json) console.log(JSON.stringify(outcome, undefined, 2));
  } finally {
    await stage.close();
  }
  narrator.act("That is all");
  narrator.say(
    `It took ${((performance.now() - started) / 1000).toFixed(1)} s, and nothing of it is left on this machine.`,
  );
  narrator.say("Your own images: npm run demo -- --dicom <folder>. Your own registry: npm run -s fiducial -- up");
} catch (error) {
  if (!(error instanceof FiducialError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
