import type { Uid } from "./uid.ts";

const STORAGE = "1.2.840.10008.5.1.4.1.1.";

/** The ends of the storage classes whose every object has pixels. Left out where pixels are optional, such as RT Dose. */
const IMAGE_CLASSES = new Set(
  [
    "1 1.1 1.1.1 1.2 1.2.1 1.3 1.3.1", // CR, DX, mammography, intra-oral
    "2 2.1 2.2", // CT
    "3 3.1 5 6 6.1 6.2 20", // ultrasound, NM
    "4 4.1 4.3 4.4", // MR
    "7 7.1 7.2 7.3 7.4", // secondary capture
    "12.1 12.1.1 12.2 12.2.1 12.3", // XA, RF
    "13.1.1 13.1.2 13.1.3 13.1.4 13.1.5 14.1 14.2", // 3D X-ray, breast, OCT
    "30 66.4 66.7", // parametric map, segmentation
    "77.1.1 77.1.1.1 77.1.2 77.1.2.1 77.1.3 77.1.4 77.1.4.1 77.1.5.1 77.1.5.2 77.1.5.4 77.1.6 77.1.7", // visible light
    "128 128.1 130 481.1 481.23", // PET, RT image
  ].flatMap((line) => line.split(" ").map((end) => STORAGE + end)),
);

/**
 * Whether every object of the storage class has pixels, so that a file without them has lost them.
 *
 * @see DICOM PS3.4, section B.5
 */
export function isImageClass(sopClassUid: Uid): boolean {
  return IMAGE_CLASSES.has(sopClassUid);
}
