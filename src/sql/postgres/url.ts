import { InvalidDatabaseUrlError } from "../errors.ts";

/** Where a PostgreSQL database is. */
export type PostgresAddress = {
  /** For the driver. Holds the password. */
  readonly connectionString: string;
  /** The schema that holds the tables. */
  readonly schema: string;
  /** For messages: host, port, database and schema, and never the user's secret. */
  readonly place: string;
};

const usualSchema = "public";
const maxNameBytes = 63;

/**
 * Reads the address of a PostgreSQL database: `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?schema=NAME`. A socket's folder is
 * `?host=/folder`; other parameters (`sslmode`, ...) are the driver's.
 *
 * @throws {InvalidDatabaseUrlError} when it is none, or a part of a password would be taken for something else
 */
export function parsePostgresUrl(text: string): PostgresAddress {
  // A user without a host, as before a socket's folder, is no URL to the standard.
  const filled = text.replace("@/", "@localhost/");
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  if (url === undefined || !/^postgres(?:ql)?:\/\//i.test(text)) throw new InvalidDatabaseUrlError("it is not a URL");
  // A password with such a character as it is would end up in what messages call the database.
  const parts = [url.hostname, url.pathname.slice(1), ...url.searchParams.keys()];
  if (url.hash !== "" || parts.some((part) => /[@:/?#]/.test(part) && !/^\[.*\]$/.test(part))) {
    throw new InvalidDatabaseUrlError("it has a character in the wrong place");
  }
  const schema = url.searchParams.get("schema") ?? usualSchema;
  if (schema === "" || Buffer.byteLength(schema) > maxNameBytes) {
    throw new InvalidDatabaseUrlError("its schema is not a name of 1 to 63 bytes");
  }
  url.searchParams.delete("schema");
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  const at = [host, url.searchParams.get("port") ?? url.port].filter((part) => part !== "").join(":");
  const name = `${at === "" ? "the usual server" : at}/${url.pathname.slice(1)}`;
  const place = schema === usualSchema ? name : `${name}, schema ${schema}`;
  return { connectionString: url.href, schema, place };
}
