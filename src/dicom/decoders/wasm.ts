import { UndecodableError } from "../undecodable.ts";

type Load<T> = (options: { readonly print: () => void; readonly printErr: () => void }) => Promise<T>;

/** A running WASM codec. */
export type Codec<T> = {
  readonly classes: T;
  /** Whether it failed once: a failure can leave its memory in disorder, and what it decodes next cannot be relied on. */
  broken: boolean;
};

/**
 * Makes a function that starts a WASM codec when first called and gives the same one from then on, until it breaks; then a new one.
 * Its chatter is kept off the terminal.
 */
export function shareCodec<T>(load: Load<T>): () => Promise<Codec<T>> {
  const start = async (): Promise<Codec<T>> => ({
    classes: await load({ print: () => {}, printErr: () => {} }),
    broken: false,
  });
  let shared: Promise<Codec<T>> | undefined;
  return async () => {
    if (shared === undefined || (await shared).broken) shared = start();
    return shared;
  };
}

/**
 * Decodes one frame with a WASM codec and copies the result out of its memory.
 *
 * @param inspect - Reads further properties of the decoded frame while the decoder lives.
 * @throws {UndecodableError} when the codec fails or gives less than a whole frame. The codec counts as broken then.
 */
export function runWasm<T, D extends WasmDecoder, R>(
  codec: Codec<T>,
  Decoder: new () => D,
  bytes: Uint8Array,
  inspect: (decoder: D) => R,
): { readonly frame: ReturnType<WasmDecoder["getFrameInfo"]>; readonly samples: Uint8Array; readonly inspected: R } {
  try {
    const decoder = new Decoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const frame = decoder.getFrameInfo();
    const samples = new Uint8Array(decoder.getDecodedBuffer());
    const cellBytes = frame.bitsPerSample > 8 ? 2 : 1;
    const whole = frame.width * frame.height * frame.componentCount * cellBytes;
    if (whole === 0 || samples.length !== whole) throw new UndecodableError("CodestreamNotDecodable");
    const inspected = inspect(decoder);
    decoder.delete();
    return { frame, samples, inspected };
  } catch (error) {
    codec.broken = true;
    // A codec throws the bare address of a C++ exception.
    throw error instanceof UndecodableError ? error : new UndecodableError("CodestreamNotDecodable", { cause: error });
  }
}
