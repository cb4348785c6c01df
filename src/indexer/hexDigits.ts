/** What each byte is as a hex digit in lower case; 255 where it is none. */
export const digitOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(byte));
  return digit < 0 ? 255 : digit;
});

/** What stands for two bytes that are no hex digits. */
export const noByte = 256;

/** The byte that two hex digits in lower case make, by both of them as a 16-bit number: one look instead of two. */
export const byteOf = new Uint16Array(1 << 16).fill(noByte);
for (let byte = 0; byte < 256; byte += 1) {
  const [high, low] = byte.toString(16).padStart(2, "0");
  byteOf[((high?.charCodeAt(0) ?? 0) << 8) | (low?.charCodeAt(0) ?? 0)] = byte;
}
