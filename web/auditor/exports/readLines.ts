const newline = 10;

/**
 * Reads the body of an answer to its end and says on the way how many lines came.
 *
 * @param onLines - Called now and then with the number of lines so far.
 * @throws what the body's stream does, an AbortError where it was let go included
 */
export async function readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLines: (lines: number) => void,
): Promise<{ readonly chunks: readonly Uint8Array<ArrayBuffer>[]; readonly lines: number }> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body.getReader();
  let lines = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { chunks, lines };
    chunks.push(value);
    for (let at = value.indexOf(newline); at >= 0; at = value.indexOf(newline, at + 1)) lines += 1;
    onLines(lines);
  }
}
