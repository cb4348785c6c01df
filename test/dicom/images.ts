import { type Elements, text, us, type WrittenElement } from "./writeFile.ts";

export const STUDY = "1.2.3.1";
export const SERIES = "1.2.3.1.1";
export const SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
export const BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11";

export type ImageOptions = {
  readonly sop?: string;
  readonly study?: string;
  readonly series?: string;
  readonly name?: string;
  readonly rows?: number;
  readonly columns?: number;
  readonly samples?: number;
  readonly allocated?: number;
  readonly stored?: number;
  readonly highBit?: number;
  readonly signed?: 0 | 1;
  readonly photometric?: string;
  readonly planar?: 0 | 1;
  readonly frames?: number;
  readonly pixels: WrittenElement["value"];
  readonly pixelVr?: "OB" | "OW";
  readonly more?: Elements;
};

/** The elements of an image; 8-bit greyscale, 2 rows of 2, unless told. */
export function image(options: ImageOptions): Elements {
  const { samples = 1, allocated = 8, stored = allocated, frames } = options;
  const elements = [
    text(0x00080016, "UI", SECONDARY_CAPTURE),
    text(0x00080018, "UI", options.sop ?? "1.2.3.1.1.1"),
    text(0x00080060, "CS", "OT"),
    text(0x00100010, "PN", options.name ?? "Test^Image"),
    text(0x0020000d, "UI", options.study ?? STUDY),
    text(0x0020000e, "UI", options.series ?? SERIES),
    us(0x00280002, samples),
    text(0x00280004, "CS", options.photometric ?? "MONOCHROME2"),
    ...(samples > 1 ? [us(0x00280006, options.planar ?? 0)] : []),
    ...(frames === undefined ? [] : [text(0x00280008, "IS", String(frames))]),
    us(0x00280010, options.rows ?? 2),
    us(0x00280011, options.columns ?? 2),
    us(0x00280100, allocated),
    us(0x00280101, stored),
    us(0x00280102, options.highBit ?? stored - 1),
    us(0x00280103, options.signed ?? 0),
    ...(options.more ?? []),
    { tag: 0x7fe00010, vr: options.pixelVr ?? (allocated > 8 ? "OW" : "OB"), value: options.pixels },
  ];
  return elements.sort((a, b) => a.tag - b.tag);
}

/** The elements of a report: no pixels. */
export function report(sop: string, title: string, more: Elements = []): Elements {
  const elements = [
    text(0x00080016, "UI", BASIC_TEXT_SR),
    text(0x00080018, "UI", sop),
    text(0x00080060, "CS", "SR"),
    text(0x0020000d, "UI", STUDY),
    text(0x0020000e, "UI", "1.2.3.1.2"),
    text(0x0040a160, "UT", title),
    ...more,
  ];
  return elements.sort((a, b) => a.tag - b.tag);
}
