import { toDate } from "../words/times.ts";
import { useWords } from "../words/useWords.ts";

type Props = { seconds: number; style?: "date" | "dateTime" | "time" | "relative" };

/** A point in time (unix seconds), in the reader's zone; in full on hovering. */
export function Time({ seconds, style = "dateTime" }: Props) {
  const words = useWords();
  return (
    <time dateTime={toDate(seconds).toISOString()} title={words.dateTime(seconds)}>
      {words[style](seconds)}
    </time>
  );
}
