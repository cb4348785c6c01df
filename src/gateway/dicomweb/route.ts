import type { Uid } from "../../dicom/index.ts";
import type { Rendering } from "./rendering.ts";
import type { SearchQuery } from "./searchQuery.ts";

/** What a request is for: the whole of it is accessed, and all of it must be allowed. */
export type Target = {
  readonly study: Uid;
  readonly series?: Uid;
  readonly instance?: Uid;
  /** Numbers from 1, ascending, each once. Absent: the whole instance. */
  readonly frames?: readonly number[];
};

/** A request that the gateway understands. */
export type Route =
  | SearchRoute
  | RetrieveRoute
  | MetadataRoute
  | FramesRoute
  | RenderedRoute
  | ThumbnailRoute
  | BulkDataRoute
  | StoreRoute;

/** QIDO-RS. @see DICOM PS3.18, section 10.6 */
export type SearchRoute = {
  readonly kind: "search";
  readonly level: "studies" | "series" | "instances";
  /** Of the path: the search stays inside of it. Absent: over all studies. */
  readonly study?: Uid;
  readonly series?: Uid;
  readonly query: SearchQuery;
};

/** WADO-RS, DICOM files. @see DICOM PS3.18, section 10.4 */
export type RetrieveRoute = { readonly kind: "retrieve"; readonly target: Target };

/** WADO-RS, data sets without bulk data, in JSON. */
export type MetadataRoute = { readonly kind: "metadata"; readonly target: Target };

/** WADO-RS, pixels of frames. */
export type FramesRoute = {
  readonly kind: "frames";
  readonly target: InstanceTarget & { readonly frames: readonly number[] };
};

/** WADO-RS, an image for a screen. Of a study or series the archive chooses which instance to show. */
export type RenderedRoute = {
  readonly kind: "rendered";
  readonly target: Target;
  readonly mediaType: ImageType;
  readonly rendering: Rendering;
};

/** WADO-RS, a small image. */
export type ThumbnailRoute = {
  readonly kind: "thumbnail";
  readonly target: Target;
  readonly mediaType: ImageType;
  readonly rendering: Rendering;
};

/** WADO-RS, the value of one element. */
export type BulkDataRoute = { readonly kind: "bulkData"; readonly target: InstanceTarget; readonly path: BulkDataPath };

/** STOW-RS. @see DICOM PS3.18, section 10.5 */
export type StoreRoute = { readonly kind: "store"; readonly study?: Uid; readonly boundary: string };

export type InstanceTarget = { readonly study: Uid; readonly series: Uid; readonly instance: Uid };

export type ImageType = "image/jpeg" | "image/png";

/** Tag, or tag, item, tag ... of an element inside of sequences, as the archive writes it: `7fe00010`, `00081140/1/00081150`. */
export type BulkDataPath = string & { readonly [bulkDataPathBrand]: true };

declare const bulkDataPathBrand: unique symbol;

/**
 * Gets what a request is for.
 *
 * @returns `undefined` for a search over all studies, and for a store that names no study: its parts name theirs.
 */
export function targetOf(route: Route): Target | undefined {
  switch (route.kind) {
    case "search":
      if (route.study === undefined) return undefined;
      return { study: route.study, ...(route.series === undefined ? {} : { series: route.series }) };
    case "store":
      return route.study === undefined ? undefined : { study: route.study };
    case "retrieve":
    case "metadata":
    case "frames":
    case "rendered":
    case "thumbnail":
    case "bulkData":
      return route.target;
  }
}

/** Names what a request does with its target: what an entry of the access log calls it. */
export function actionOf(route: Route): "read" | "create" | "execute" {
  switch (route.kind) {
    case "search":
      return "execute"; // FHIR's AuditEvent calls a query so
    case "store":
      return "create";
    case "retrieve":
    case "metadata":
    case "frames":
    case "rendered":
    case "thumbnail":
    case "bulkData":
      return "read";
  }
}

/**
 * Whether the answer tells which instances it holds, so that hidden ones can be taken out. One that doesn't may be served only to who may see
 * the whole target.
 */
export function namesItsParts(route: Route): boolean {
  switch (route.kind) {
    case "search":
    case "retrieve":
    case "metadata":
    case "store":
      return true;
    case "frames":
    case "rendered":
    case "thumbnail":
    case "bulkData":
      return false;
  }
}
