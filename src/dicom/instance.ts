import { type DataSet, DOUBLE_FLOAT_PIXEL_DATA, FLOAT_PIXEL_DATA, PIXEL_DATA } from "./dataSet.ts";
import { type DicomFile, MAX_INFLATED_BYTES, readFile } from "./file.ts";
import { isImageClass } from "./imageClasses.ts";
import { TruncatedError } from "./malformed.ts";
import type { Uid } from "./uid.ts";
import { findText, getFrameCount, getUid } from "./values.ts";

/** One SOP instance: what names it, and the file its digests are made of. */
export type Instance = {
  readonly studyUid: Uid;
  readonly seriesUid: Uid;
  readonly sopInstanceUid: Uid;
  readonly sopClassUid: Uid;
  readonly transferSyntaxUid: Uid;
  /** As stored, for example `MR`; `null` when not given. */
  readonly modality: string | null;
  /** As stored, YYYYMMDD; `null` when not given. */
  readonly studyDate: string | null;
  /** 0 when the object has no pixels. */
  readonly frames: number;
  readonly file: DicomFile;
};

const ROWS = 0x00280010;
const PIXEL_DATA_PROVIDER_URL = 0x00287fe0;

/**
 * Reads the bytes of a DICOM Part 10 file as one instance. The instance keeps views of `bytes`: they must not change before it is digested.
 *
 * @param maxInflatedBytes - The most a deflated data set may inflate to; 512 MiB unless told.
 * @throws {NotDicomError} when it is no DICOM file. @throws {TruncatedError} when it is cut short, also when it describes an image and ends
 *   before its pixels. @throws {MalformedError} when it contradicts its encoding. @throws {TooLargeError} when it inflates to more than
 *   allowed. @throws {MissingIdentifierError} when it lacks one of the UIDs. @throws {InvalidUidError} when one of them is no UID.
 */
export function readInstance(bytes: Uint8Array, maxInflatedBytes: number = MAX_INFLATED_BYTES): Instance {
  const file = readFile(bytes, maxInflatedBytes);
  const { dataSet } = file;
  const sopClassUid = getUid(dataSet, 0x00080016, "SOP Class UID (0008,0016)");
  const sopInstanceUid = getUid(dataSet, 0x00080018, "SOP Instance UID (0008,0018)");
  const studyUid = getUid(dataSet, 0x0020000d, "Study Instance UID (0020,000D)");
  const seriesUid = getUid(dataSet, 0x0020000e, "Series Instance UID (0020,000E)");

  const isImage = dataSet.has(ROWS) || isImageClass(sopClassUid);
  if (isImage && !hasPixels(dataSet) && !hasPixelsElsewhere(dataSet)) {
    throw new TruncatedError("The file is cut short: it describes an image and has no pixel data.");
  }
  return {
    studyUid,
    seriesUid,
    sopInstanceUid,
    sopClassUid,
    transferSyntaxUid: file.transferSyntaxUid,
    modality: findText(dataSet, 0x00080060),
    studyDate: findText(dataSet, 0x00080020),
    frames: isImage || hasPixels(dataSet) ? getFrameCount(dataSet) : 0,
    file,
  };
}

/** Whether the data set holds pixel data of any of the three kinds. */
export function hasPixels(dataSet: DataSet): boolean {
  return dataSet.has(PIXEL_DATA) || dataSet.has(FLOAT_PIXEL_DATA) || dataSet.has(DOUBLE_FLOAT_PIXEL_DATA);
}

/** Whether the pixels are to be fetched from a server (JPIP). @see DICOM PS3.3, section C.7.6.3 */
export function hasPixelsElsewhere(dataSet: DataSet): boolean {
  return dataSet.has(PIXEL_DATA_PROVIDER_URL);
}
