import { WrongRequestError } from "../errors.ts";

/**
 * Takes a body as an object of texts, each of its form, and nothing else.
 *
 * @param forms - Which fields there may be.
 * @throws {WrongRequestError} when it is none, or has another field
 */
export function readBody<Name extends string>(
  body: unknown,
  forms: Readonly<Record<Name, RegExp>>,
): Partial<Record<Name, string>> {
  const names = Object.keys(forms) as Name[];
  const fields = typeof body === "object" && body !== null && !Array.isArray(body) ? Object.entries(body) : undefined;
  const isGood = fields?.every(([name, value]) => {
    const form = names.includes(name as Name) ? forms[name as Name] : undefined;
    return form !== undefined && typeof value === "string" && form.test(value);
  });
  if (fields === undefined || !isGood) {
    throw new WrongRequestError(`The body is JSON with texts of their forms, and nothing else: ${names.join(", ")}.`);
  }
  return Object.fromEntries(fields) as Partial<Record<Name, string>>; // each name is one of the forms', as was seen
}
