/**
 * Goes back to the folder that a command was typed in. `npm run` goes to the package's own folder first, and what is typed as a path is meant
 * from where it was typed.
 */
export function enterCallersFolder(): void {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  if ((script === "fiducial" || script === "demo") && folder) process.chdir(folder);
}
