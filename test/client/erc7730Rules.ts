/** Says what is wrong with a value, and where; nothing when it is as it should be. */
type Rule = (value: unknown, at: string) => readonly string[];

type Members = { readonly needed?: Readonly<Record<string, Rule>>; readonly allowed?: Readonly<Record<string, Rule>> };

const text: Rule = (value, at) => (typeof value === "string" ? [] : [`${at} is no text`]);
const number: Rule = (value, at) => (Number.isInteger(value) ? [] : [`${at} is no whole number`]);

const word =
  (...words: readonly string[]): Rule =>
  (value, at) =>
    words.some((one) => one === value) ? [] : [`${at} is none of ${words.join(", ")}`];

const list =
  (rule: Rule): Rule =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((one, i) => rule(one, `${at}[${i}]`)) : [`${at} is no list`];

/** An object with these members and no others. */
const object =
  ({ needed = {}, allowed = {} }: Members): Rule =>
  (value, at) => {
    if (!isObject(value)) return [`${at} is no object`];
    const missing = Object.keys(needed).filter((key) => !(key in value));
    return [
      ...missing.map((key) => `${at}.${key} is missing`),
      ...Object.entries(value).flatMap(([key, member]) => {
        const rule = needed[key] ?? allowed[key];
        return rule === undefined ? [`${at}.${key} is not known`] : rule(member, `${at}.${key}`);
      }),
    ];
  };

/** An object whose members are all of one rule. */
const record =
  (rule: Rule): Rule =>
  (value, at) =>
    isObject(value)
      ? Object.entries(value).flatMap(([key, member]) => rule(member, `${at}.${key}`))
      : [`${at} is no object`];

/** The rule that a value's own members choose. */
const choose =
  (rule: (value: Readonly<Record<string, unknown>>) => Rule): Rule =>
  (value, at) =>
    isObject(value) ? rule(value)(value, at) : [`${at} is no object`];

const deployments = list(object({ needed: { chainId: number, address: text } }));

const parameter: Rule = (value, at) =>
  object({ needed: { name: text, type: text }, allowed: { internalType: text, components: list(parameter) } })(
    value,
    at,
  );

const contractFunction = object({
  needed: { type: word("function", "constructor", "receive", "fallback"), inputs: list(parameter) },
  allowed: {
    name: text,
    outputs: list(parameter),
    stateMutability: word("pure", "view", "nonpayable", "payable"),
  },
});

const typedData = object({
  needed: {
    primaryType: text,
    types: (value, at) => [
      ...record(list(object({ needed: { name: text, type: text } })))(value, at),
      ...(isObject(value) && "EIP712Domain" in value ? [] : [`${at}.EIP712Domain is missing`]),
    ],
  },
});

/** What each format takes in `params`; those that need some say so. Only formats that a value of ours can have. */
const PARAMS: Readonly<Record<string, Members>> = {
  raw: {},
  duration: {},
  addressName: {
    allowed: {
      params: object({
        allowed: {
          types: list(word("wallet", "eoa", "contract", "token", "collection")),
          sources: list(text),
          senderAddress: text,
        },
      }),
    },
  },
  date: { needed: { params: object({ needed: { encoding: word("blockheight", "timestamp") } }) } },
  enum: { needed: { params: object({ needed: { $ref: text } }) } },
};

const formatter = choose(({ format }) => {
  const { needed, allowed } = PARAMS[String(format)] ?? {};
  return object({
    needed: { label: text, format: word(...Object.keys(PARAMS)), ...needed },
    allowed: { $id: text, path: text, ...allowed },
  });
});

const field: Rule = (value, at) =>
  choose((one) => {
    if ("fields" in one) return object({ needed: { fields: list(field) }, allowed: { path: text } });
    if ("$ref" in one) return object({ needed: { $ref: text, path: text }, allowed: { params: record(text) } });
    return formatter;
  })(value, at);

const context = choose((value) =>
  "contract" in value
    ? object({
        needed: { contract: object({ needed: { abi: list(contractFunction), deployments } }) },
        allowed: { $id: text },
      })
    : object({
        needed: {
          eip712: object({
            needed: { schemas: list(typedData), deployments },
            allowed: {
              domain: object({ allowed: { name: text, version: text, chainId: number, verifyingContract: text } }),
              domainSeparator: text,
            },
          }),
        },
        allowed: { $id: text },
      }),
);

/**
 * What a descriptor of ERC-7730 version 1 may be, member by member, as its schema `erc7730-v1.schema.json` says: written down from it, for the parts
 * that ours have. Where the schema leaves a member open that it knows nothing of, this does not.
 *
 * @see https://eips.ethereum.org/EIPS/eip-7730
 */
export const findFaults: (descriptor: unknown) => readonly string[] = (descriptor) =>
  object({
    needed: {
      $schema: text,
      context,
      metadata: object({
        needed: { owner: text },
        allowed: {
          info: object({ needed: { legalName: text, url: text }, allowed: { deploymentDate: text } }),
          enums: record(record(text)),
          constants: record(text),
        },
      }),
      display: object({
        needed: {
          formats: record(
            object({
              needed: { intent: text, fields: list(field) },
              allowed: { $id: text, required: list(text), excluded: list(text) },
            }),
          ),
        },
        allowed: { definitions: record(formatter) },
      }),
    },
    allowed: { includes: text },
  })(descriptor, "$");

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
