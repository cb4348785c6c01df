/** Whether a text is one line that says what it seems to: no control characters, and none that turn the direction of what follows. */
export function isPlainLine(text: string, mostCharacters: number): boolean {
  return (
    text.trim() !== "" && text.length <= mostCharacters && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text)
  );
}
