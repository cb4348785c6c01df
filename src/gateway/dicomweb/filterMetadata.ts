import type { MayShow } from "./checkParts.ts";
import { ForeignPartError, MalformedAnswerError } from "./errors.ts";
import { findUid, isDataSet, turnLinks } from "./links.ts";
import type { MetadataRoute } from "./route.ts";

/**
 * Checks the metadata of instances: each must be of the route; hidden ones are left out, and links point to the gateway.
 *
 * @param body - The archive's answer, parsed.
 * @param baseUrl - Where DICOMweb begins on the gateway, as the client sees it, without a slash at the end.
 * @param mayShow - Asked for each instance; unless told, whatever is of the route may be shown.
 * @returns Empty when nothing is left to show.
 * @throws {ForeignPartError} when an instance is outside of the route. @throws {MalformedAnswerError} when this is no list of data sets.
 */
export function filterMetadata(
  { target }: MetadataRoute,
  body: unknown,
  baseUrl: string,
  mayShow: MayShow = () => true,
): unknown[] {
  if (!Array.isArray(body))
    throw new MalformedAnswerError("The archive answers with something else than a list of data sets.");
  return body.flatMap((dataSet: unknown) => {
    if (!isDataSet(dataSet)) throw new MalformedAnswerError("The archive answers with something else than a data set.");
    const study = findUid(dataSet, "0020000D");
    const series = findUid(dataSet, "0020000E");
    const instance = findUid(dataSet, "00080018");
    if (
      study === undefined ||
      series === undefined ||
      instance === undefined ||
      study !== target.study ||
      (target.series !== undefined && series !== target.series) ||
      (target.instance !== undefined && instance !== target.instance)
    ) {
      throw new ForeignPartError("The archive answers with an instance that was not asked for.");
    }
    const owner = { study, series, instance };
    return mayShow(owner) ? [turnLinks(dataSet, owner, baseUrl)] : [];
  });
}
