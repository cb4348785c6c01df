import { RefusedRequestError } from "./errors.ts";

/** How an image is to be drawn. @see DICOM PS3.18, section 8.3.5 */
export type Rendering = {
  /** The size to fit into, in pixels, and what part of the image: left, top, width, height. */
  readonly viewport?: readonly number[];
  /** Centre, width and function. */
  readonly window?: { readonly center: number; readonly width: number; readonly shape: WindowShape };
  /** 1 to 100. */
  readonly quality?: number;
};

export type WindowShape = "linear" | "linear-exact" | "sigmoid";

/** The longest side a drawn image may have. Orthanc 1.10 ends when asked for one of 100,000 by 100,000. */
export const MAX_SIDE = 4096;

const SIDE = /^[1-9][0-9]{0,4}$/;
const OFFSET = /^[0-9]{1,5}$/;
const DECIMAL = /^-?[0-9]{1,9}(?:\.[0-9]{1,9})?$/;

/**
 * Parses the parameters of a rendered image.
 *
 * @throws {RefusedRequestError} when one is not known to the standard, or out of bounds.
 */
export function parseRendering(parameters: ReadonlyMap<string, string>): Rendering {
  const rendering: { -readonly [Name in keyof Rendering]: Rendering[Name] } = {};
  for (const [name, value] of parameters) {
    if (name === "viewport") rendering.viewport = parseViewport(value);
    else if (name === "window") rendering.window = parseWindow(value);
    else if (name === "quality") rendering.quality = parseQuality(value);
    else
      throw new RefusedRequestError(
        400,
        "A parameter is not known. Of a rendered image there are viewport, window and quality.",
      );
  }
  return rendering;
}

function parseViewport(value: string): number[] {
  const parts = value.split(",");
  const [width = "", height = "", ...region] = parts;
  const [left = "0", top = "0", regionWidth = "1", regionHeight = "1"] = region;
  const fits =
    (parts.length === 2 || parts.length === 6) &&
    [width, height].every((side) => SIDE.test(side) && Number(side) <= MAX_SIDE) &&
    [left, top].every((offset) => OFFSET.test(offset)) &&
    [regionWidth, regionHeight].every((side) => SIDE.test(side));
  if (!fits)
    throw new RefusedRequestError(
      400,
      `A viewport is width,height or width,height,left,top,width,height; each side 1 to ${MAX_SIDE}.`,
    );
  return parts.map(Number);
}

function parseWindow(value: string): NonNullable<Rendering["window"]> {
  const [center = "", width = "", shape = "", ...rest] = value.split(",");
  const known = shape === "linear" || shape === "linear-exact" || shape === "sigmoid";
  if (!known || rest.length > 0 || !DECIMAL.test(center) || !DECIMAL.test(width) || Number(width) < 1) {
    throw new RefusedRequestError(
      400,
      "A window is center,width,function; width from 1; function linear, linear-exact or sigmoid.",
    );
  }
  return { center: Number(center), width: Number(width), shape };
}

function parseQuality(value: string): number {
  if (!/^[1-9][0-9]{0,2}$/.test(value) || Number(value) > 100)
    throw new RefusedRequestError(400, "A quality is a number from 1 to 100.");
  return Number(value);
}
