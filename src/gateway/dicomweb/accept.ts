import { RefusedRequestError } from "./errors.ts";
import { type MediaType, parseMediaType, splitOutsideQuotes } from "./mediaType.ts";

/** One entry of an Accept header. */
type Acceptable = MediaType & { readonly quality: number };

const MAX_LENGTH = 4096;
const MAX_ENTRIES = 32;

/**
 * Chooses what to answer with: of the media types that the gateway can give, the one that the client likes best; the first of equals.
 *
 * @param header - Absent or empty: anything.
 * @param offers - Media types as in an Accept header, `multipart/related; type="application/dicom"` among them; best first.
 * @returns One of `offers`.
 * @throws {RefusedRequestError} 406 when the client takes none of them; 400 when the header cannot be read.
 * @see RFC 9110, section 12.5.1
 */
export function chooseMediaType<Offer extends string>(header: string | undefined, offers: readonly Offer[]): Offer {
  const accepted = parseAccept(header ?? "");
  let best: { readonly offer: Offer; readonly quality: number } | undefined;
  for (const offer of offers) {
    const quality = qualityOf(parseMediaType(offer), accepted);
    if (quality > (best?.quality ?? 0)) best = { offer, quality };
  }
  if (best === undefined) throw new RefusedRequestError(406, `This can be had as ${offers.join(" or ")}.`);
  return best.offer;
}

/** The most precise entry that fits decides, as `text/html;q=0` does beside `text/*`. */
function qualityOf(offer: MediaType, accepted: readonly Acceptable[]): number {
  if (accepted.length === 0) return 1;
  let found = { precision: -1, quality: 0 };
  for (const entry of accepted) {
    const precision = precisionOf(offer, entry);
    if (precision > found.precision || (precision === found.precision && entry.quality > found.quality)) {
      found = { precision, quality: precision < 0 ? 0 : entry.quality };
    }
  }
  return found.quality;
}

/** -1: doesn't fit. */
function precisionOf(offer: MediaType, entry: Acceptable): number {
  if (entry.type === "*/*") return 0;
  const [group = ""] = offer.type.split("/");
  if (entry.type === `${group}/*`) return 1;
  if (entry.type !== offer.type) return -1;
  const part = offer.parameters.get("type");
  const wanted = entry.parameters.get("type")?.toLowerCase();
  if (part === undefined) return 2;
  if (!isServedSyntax(entry.parameters.get("transfer-syntax"))) return -1;
  if (wanted === undefined || wanted === "*/*") return 2;
  return wanted === part ? 3 : -1;
}

/**
 * What a client may name: images are handed out as they are stored, in whichever of these that is. Others the archive would have to convert
 * to, and it fails on some.
 */
const SERVED_SYNTAXES = new Set([
  "*",
  ...["1.2", "1.2.1", "1.2.1.99", "1.2.2", "1.2.5"].map((end) => `1.2.840.10008.${end}`),
  ...["50", "51", "57", "70", "80", "81", "90", "91", "92", "93", "94", "95"].map(
    (end) => `1.2.840.10008.1.2.4.${end}`,
  ),
  ...["100", "101", "102", "103", "104", "105", "106", "107", "108"].map((end) => `1.2.840.10008.1.2.4.${end}`),
  ...["201", "202", "203"].map((end) => `1.2.840.10008.1.2.4.${end}`),
]);

function isServedSyntax(uid: string | undefined): boolean {
  return uid === undefined || SERVED_SYNTAXES.has(uid);
}

function parseAccept(header: string): Acceptable[] {
  if (header.length > MAX_LENGTH)
    throw new RefusedRequestError(400, `The Accept header is longer than ${MAX_LENGTH} characters.`);
  const entries = splitOutsideQuotes(header, ",").filter((entry) => entry.trim() !== "");
  if (entries.length > MAX_ENTRIES)
    throw new RefusedRequestError(400, `The Accept header has more than ${MAX_ENTRIES} entries.`);
  return entries.map((entry) => {
    const media = parseMediaType(entry);
    const quality = media.parameters.get("q") ?? "1";
    if (!/^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/.test(quality)) {
      throw new RefusedRequestError(400, "A quality in the Accept header is not a number from 0 to 1.");
    }
    return { ...media, quality: Number(quality) };
  });
}
