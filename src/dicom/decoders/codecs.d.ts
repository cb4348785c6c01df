// The codec packages bring no types of their own; declared here is what is used.

interface WasmDecoder {
  readonly getEncodedBuffer: (length: number) => Uint8Array;
  readonly decode: () => void;
  readonly getDecodedBuffer: () => Uint8Array;
  readonly getFrameInfo: () => {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  };
  readonly delete: () => void;
}

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  interface JpegLsDecoder extends WasmDecoder {
    readonly getInterleaveMode: () => number;
  }
  export default function load(options: object): Promise<{ readonly JpegLSDecoder: new () => JpegLsDecoder }>;
}

declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  export default function load(options: object): Promise<{ readonly J2KDecoder: new () => WasmDecoder }>;
}

declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  export default function load(options: object): Promise<{ readonly JPEGDecoder: new () => WasmDecoder }>;
}
