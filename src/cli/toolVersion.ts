import type { ToolVersion } from "../consent/commitments.ts";
import { UsageError } from "./errors.ts";

/**
 * Takes a text as a tool's version: manufacturer, name and version with slashes between, as `Acme/LungCAD/2.1`. The version may have slashes of its own.
 *
 * @throws {UsageError} when one of them is missing
 */
export function parseToolVersion(text: string): ToolVersion {
  const [manufacturer = "", name = "", ...rest] = text.split("/").map((part) => part.trim());
  const version = rest.join("/");
  if (manufacturer === "" || name === "" || version === "") {
    throw new UsageError("--tool-version is written manufacturer/name/version, such as Acme/LungCAD/2.1.");
  }
  return { manufacturer, name, version };
}
