/** A message as it goes onto the wire, and what it tries. */
export type RawAttack = readonly [what: string, bytes: string];

/** What an attack is made for. */
export type AttackPlace = {
  /** The gateway's own host and port. */
  readonly host: string;
  /** Of somebody who may see one study. */
  readonly token: string;
  /** A path that may be seen, and one that may not. */
  readonly open: string;
  readonly closed: string;
};

const END = "\r\n\r\n";

/** Attacks on how a message begins and ends, and on what stands around its target. */
export function* rawAttacks({ host, token, open, closed }: AttackPlace): Generator<RawAttack> {
  const who = `Authorization: Bearer ${token}`;
  const usual = [`Host: ${host}`, who, "Connection: close"];
  const get = (target: string, ...headers: readonly string[]) =>
    [`GET ${target} HTTP/1.1`, ...usual, ...headers].join("\r\n") + END;
  const inner = `GET ${closed} HTTP/1.1\r\nHost: ${host}\r\n${who}\r\n\r\n`;
  const chunk = `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`;

  for (const target of [open, closed]) {
    for (const [what, headers, body] of bodies(inner, chunk)) {
      yield [`GET with ${what}`, get(target, ...headers) + body];
      const post = [`POST ${target} HTTP/1.1`, ...usual, ...headers].join("\r\n");
      yield [`POST with ${what}`, post + END + body];
      const session = ["POST /session HTTP/1.1", ...usual, "Content-Type: application/json", ...headers].join("\r\n");
      yield [`a login with ${what}`, session + END + body];
    }
    for (const [what, headers] of headersOf(token)) yield [what, get(target, ...headers)];
    for (const [what, line] of requestLines(target, host)) yield [what, [line, ...usual].join("\r\n") + END];
    for (const [what, hosts] of hostsOf(host)) {
      yield [what, [`GET ${target} HTTP/1.1`, ...hosts, who, "Connection: close"].join("\r\n") + END];
    }
    const whole = get(target);
    yield ["bare line feeds", whole.replaceAll("\r\n", "\n")];
    yield ["bare carriage returns", whole.replaceAll("\r\n", "\r")];
    yield ["a line feed at the end alone", whole.slice(0, -END.length).concat("\n\n")];
    yield ["line feeds first", "\r\n\r\n\n".concat(whole)];
    for (const cut of [1, 4, 20, whole.length - 3, whole.length - 1])
      yield [`the first ${cut} bytes`, whole.slice(0, cut)];
    yield ["another request after it", get(target).replace("Connection: close\r\n", "") + inner];
    yield ["a hundred in a row", `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${who}\r\n\r\n`.repeat(100) + whole];
  }
}

/** Bodies that two readers would end at different places. */
function bodies(inner: string, chunk: string): readonly (readonly [string, readonly string[], string])[] {
  const lengths = [
    ...["5", "+5", "-1", "0x5", "1e1", "5, 5", "5,6", "", " ", "5 5", "5\t", "00000000000000000005", "9".repeat(20)],
    ...["99999999999", "5.0", "\u0665"],
  ];
  const codings = [
    ...["chunked", "Chunked", "xchunked", "identity", "chunked, identity", "identity, chunked", "gzip, chunked", ""],
    ...["\tchunked", "chunked\u000b", "chunked;q=1", '"chunked"', "chunked, chunked", "chun\u0000ked"],
  ];
  const pieces = [
    ...["-1\r\nx\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\nx", "0x5\r\nhello\r\n0\r\n\r\n", "5\nhello\n0\n\n", "g\r\n"],
    ...["5\r\nhello0\r\n\r\n", "5 \r\nhello\r\n0\r\n\r\n", `5;${"x".repeat(20_000)}\r\nhello\r\n0\r\n\r\n`, "\r\n"],
    ...[
      "0\r\nContent-Length: 5\r\nAuthorization: x\r\n\r\n",
      `0\r\n${"X: y\r\n".repeat(5_000)}\r\n`,
      "0\r\n\r\nGET / x",
    ],
  ];
  return [
    ...lengths.map((length) => [`a length of "${length}"`, [`Content-Length: ${length}`], inner] as const),
    ...codings.map((coding) => [`the coding "${coding}"`, [`Transfer-Encoding: ${coding}`], chunk] as const),
    ...codings.map(
      (coding) =>
        [
          `a length and "${coding}"`,
          ["Content-Length: 6", `Transfer-Encoding: ${coding}`],
          `0\r\n\r\n${inner}`,
        ] as const,
    ),
    ...pieces.map((piece) => ["a chunk that is none", ["Transfer-Encoding: chunked"], piece] as const),
    ["two lengths", ["Content-Length: 5", "Content-Length: 6"], inner],
    ["one length twice", ["Content-Length: 5", "Content-Length: 5"], inner],
    ["a length in lower and upper case", ["content-length: 5", "CONTENT-LENGTH: 0"], inner],
    ["a space before the colon", ["Transfer-Encoding : chunked"], chunk],
    ["a tab before the colon", ["Content-Length\t: 5"], inner],
    ["a folded coding", ["Transfer-Encoding:\r\n chunked"], chunk],
    ["a folded length", ["Content-Length:\r\n\t5"], inner],
    ["a length hidden by a line feed", ["X: y\nContent-Length: 5"], inner],
    ["a coding hidden by a carriage return", ["X: y\rTransfer-Encoding: chunked"], chunk],
    ["a coding named hop by hop", ["Connection: transfer-encoding", "Transfer-Encoding: chunked"], chunk],
    ["an underscore", ["Content_Length: 5", "Transfer_Encoding: chunked"], inner],
    ["what is to be continued", ["Expect: 100-continue", "Content-Length: 5"], inner],
    ["a compressed body", ["Content-Encoding: gzip", "Content-Length: 5"], inner],
  ];
}

function headersOf(token: string): readonly (readonly [string, readonly string[]])[] {
  const flood = (count: number, size: number) => Array.from({ length: count }, (_, i) => `X-${i}: ${"y".repeat(size)}`);
  const odd = ["\u0000", "\u0001", "\u007f", "\u0080", "\u00ff", "\u000b", "\u001b[2J"];
  return [
    ...[200, 2_000, 20_000].map((count) => [`${count} headers`, flood(count, 1)] as const),
    ["one header of 20,000 bytes", flood(1, 20_000)],
    ["a hundred cookies", Array.from({ length: 100 }, (_, i) => `Cookie: fiducial-session=${i}`)],
    ...odd.map((character) => ["an odd character in a value", [`X: a${character}b`]] as const),
    ...odd.map((character) => ["an odd character in a name", [`X${character}: b`]] as const),
    ["no name", [": x"]],
    ["no colon", ["X"]],
    ["a folded value", ["X: a\r\n b"]],
    ["a folded token", ["Authorization:\r\n Bearer x"]],
    ["two tokens", ["Authorization: Bearer other-token-of-somebody"]],
    ["the archive's password, guessed", ["Authorization: Basic b3J0aGFuYzpvcnRoYW5j"]],
    ["a token dropped hop by hop", ["Connection: close, authorization"]],
    ...["GET", "DELETE", "PUT"].map(
      (method) => [`${method} in a header`, [`X-HTTP-Method-Override: ${method}`]] as const,
    ),
    ...["X-Original-URL", "X-Rewrite-URL", "X-Accel-Redirect", "X-Sendfile"].map(
      (name) => ["another target in a header", [`${name}: /instances`]] as const,
    ),
    ...["X-Forwarded-Host", "X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "Via"].map(
      (name) => ["another sender in a header", [`${name}: 127.0.0.1`]] as const,
    ),
    ...["h2c", "websocket", "TLS/1.0", "HTTP/2.0"].map(
      (protocol) => ["another protocol", [`Upgrade: ${protocol}`, "HTTP2-Settings: AAMAAABkAAQAAP__"]] as const,
    ),
    ...["200-ok", "100-continue", "x"].map((expected) => ["an expectation", [`Expect: ${expected}`]] as const),
    ...["bytes=0-", "bytes=0-0,-1", `bytes=${"0-1,".repeat(500)}`, "x"].map(
      (range) => ["a range", [`Range: ${range}`]] as const,
    ),
    ...[
      "*/*",
      "application/dicom",
      "text/html",
      `${"a/b,".repeat(2_000)}`,
      "multipart/related",
      ";;",
      "image/*;q=x",
    ].map((accept) => ["another answer", [`Accept: ${accept}`]] as const),
    ["two answers", ["Accept: image/png", "Accept: image/jpeg"]],
    ...["gzip", "deflate, br, zstd", "*", "identity;q=0"].map(
      (coding) => ["a compressed answer", [`Accept-Encoding: ${coding}`]] as const,
    ),
    ["if nothing changed", ["If-None-Match: *", "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT"]],
    ["two purposes", ["Fiducial-Purpose: TREAT", "Fiducial-Purpose: BTG"]],
    ...["BTG", "ETREAT", "x", "TREAT,BTG", "__proto__", "T".repeat(5_000)].map(
      (purpose) => ["another purpose", [`Fiducial-Purpose: ${purpose}`]] as const,
    ),
    ...["null", "http://evil.example", "x", "https://images.example.org"].map(
      (page) => ["a page", [`Origin: ${page}`, `Cookie: __Host-fiducial-session=${token}`]] as const,
    ),
    ["a page of another site", ["Sec-Fetch-Site: cross-site", `Cookie: __Host-fiducial-session=${token}`]],
  ];
}

function requestLines(target: string, host: string): readonly (readonly [string, string])[] {
  const methods = ["get", "Get", "HEAD", "OPTIONS", "TRACE", "CONNECT", "DELETE", "PUT", "PATCH", "PROPFIND", "PRI"];
  const others = ["SEARCH", "M-SEARCH", "QUERY", "SOURCE", "GE\u0000T", " GET", "\tGET", "G".repeat(5_000), ""];
  return [
    ...[...methods, ...others].map((method) => ["another method", `${method} ${target} HTTP/1.1`] as const),
    ...[
      "HTTP/0.9",
      "HTTP/1.0",
      "HTTP/1.9",
      "HTTP/2.0",
      "HTTP/3",
      "http/1.1",
      "HTTP/1.1 x",
      "HTTP/11",
      "",
      "ICE/1.0",
    ].map((version) => ["another version", `GET ${target} ${version}`] as const),
    ["no version", `GET ${target}`],
    ["HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ...[
      `http://${host}`,
      "http://archive:8042",
      "https://archive",
      `http://user:password@${host}`,
      "//archive",
      "ftp://x",
    ].map((origin) => ["an absolute target", `GET ${origin}${target} HTTP/1.1`] as const),
    ...["archive:8042", "127.0.0.1:8042", "*", `${host}`, "/", "?", "#"].flatMap((other) =>
      ["GET", "OPTIONS", "CONNECT"].map((method) => ["another form of target", `${method} ${other} HTTP/1.1`] as const),
    ),
    ["tabs for spaces", `GET\t${target}\tHTTP/1.1`],
    ["two spaces", `GET  ${target}  HTTP/1.1`],
    ["a space in the target", `GET ${target} /instances HTTP/1.1`],
    ["a target of 20,000 bytes", `GET ${target}?${"x".repeat(20_000)} HTTP/1.1`],
    ["a target of 9,000 bytes", `GET ${target}/${"1".repeat(9_000)} HTTP/1.1`],
    ["a backslash", `GET ${target.replaceAll("/", "\\")} HTTP/1.1`],
  ];
}

function hostsOf(host: string): readonly (readonly [string, readonly string[]])[] {
  const others = [
    "evil.example",
    "127.0.0.1:8042",
    "",
    "a b",
    "user@x",
    "[::1]",
    `${host}, evil.example`,
    `${host}/..`,
  ];
  return [
    ["no host", []],
    ["two hosts", [`Host: ${host}`, "Host: evil.example"]],
    ["a folded host", ["Host:\r\n evil.example"]],
    ["a host of 5,000 bytes", [`Host: ${"x".repeat(5_000)}`]],
    ...others.map((other) => ["another host", [`Host: ${other}`]] as const),
  ];
}
