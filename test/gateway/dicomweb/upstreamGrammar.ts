const uid = String.raw`(?!\.+(?:[/?&,]|$))[0-9.]{1,64}`;
const study = `/studies/${uid}`;
const series = `${study}/series/${uid}`;
const instance = `${series}/instances/${uid}`;
const frames = "/frames/[1-9][0-9]{0,6}(?:,[1-9][0-9]{0,6})*";
const bulk = "/bulk/[0-9a-f]{8}(?:/[1-9][0-9]{0,4}/[0-9a-f]{8})*";
// No percent sign: nothing is there to be decoded, once or twice.
const value = "[A-Za-z0-9._~!()*:@/?,-]+";
const match = `(?:[0-9A-F]{8}(?:\\.[0-9A-F]{8})?|includefield|fuzzymatching)=${value}`;
const drawing = "(?:viewport=[0-9]{1,5}(?:,[0-9]{1,5}){1,5}|window=-?[0-9.]+,[0-9.]+,[a-z-]+|quality=[0-9]{1,3})";

/** What the gateway may ask an archive, written down once more: every path that it may send. */
const allowed = [
  `(?:${study}|${series})?/(?:studies|series|instances)(?:\\?${match}(?:&${match})*)?`,
  `(?:${study}|${series}|${instance})(?:/metadata)?`,
  `(?:${study}|${series}|${instance}|${instance}/frames/[1-9][0-9]{0,6})/rendered(?:\\?${drawing}(?:&${drawing}){0,2})?`,
  `${instance}(?:${frames}|${bulk})`,
].map((form) => new RegExp(`^${form}$`));

/** Whether the gateway may send this path. */
export function isAllowedUpstream(path: string): boolean {
  return path.length < 16_000 && allowed.some((form) => form.test(path));
}
