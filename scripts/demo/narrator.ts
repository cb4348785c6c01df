import { styleText } from "node:util";

/** Tells a person what happens. Plain text where standard output is no terminal. */
export type Narrator = {
  /** Begins a part of the story. */
  act(title: string): void;
  say(text: string): void;
  /** A block as it is, for tables. */
  show(text: string): void;
  /** What a newcomer may pass over: addresses, hashes. */
  detail(text: string): void;
};

/** Builds a narrator; `isQuiet` makes one that says nothing. */
export function buildNarrator(isPlain: boolean, isQuiet = false): Narrator {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    isPlain ? text : styleText(format, text);
  const write = (text: string): void => {
    if (!isQuiet) process.stdout.write(`${text}\n`);
  };
  let acts = 0;
  return {
    act: (title) => {
      acts += 1;
      write(`\n${style("bold", `${acts}. ${title}`)}`);
    },
    say: (text) => write(`   ${text}`),
    show: (text) => write(text.replace(/^/gm, "   ")),
    detail: (text) => write(style("dim", text.replace(/^/gm, "   "))),
  };
}
