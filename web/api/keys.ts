/** The key of the answer that says who is signed in. */
export const SESSION = ["session"] as const;
