import { InvalidArgumentError } from "commander";

/**
 * Parses what people reach a server as.
 *
 * @throws {InvalidArgumentError} when it is no origin
 */
export function parseOrigin(text: string): string {
  const isOrigin = /^https?:\/\/[^/?#@]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
  if (!isOrigin)
    throw new InvalidArgumentError(
      "An origin is http or https, a host in lower case, a port unless it is the usual one, and nothing after it.",
    );
  return text;
}
