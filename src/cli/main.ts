import { enterCallersFolder } from "./callersFolder.ts";
import { runCommand } from "./runCommand.ts";

// Whoever reads the answer may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

enterCallersFolder();
process.exitCode = await runCommand(process.argv);
