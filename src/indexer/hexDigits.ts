/** What each byte is as a hex digit in lower case; 255 where it is none. */
export const digitOf = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(byte));
  return digit < 0 ? 255 : digit;
});

/** What stands for two bytes that are no hex digits. */
export const noByte = 256;

/** The byte that two hex digits in lower case make, by both of them as a 16-bit number: one look instead of two. */
export const byteOf = Uint16Array.from({ length: 1 << 16 }, (_, pair) => {
  const [high, low] = [digitOf[pair >> 8] ?? 255, digitOf[pair & 255] ?? 255];
  return (high | low) > 15 ? noByte : (high << 4) | low;
});
