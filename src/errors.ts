/**
 * The root of every error this project foresees. Each room derives its own classes from it, beside the code that throws them.
 *
 * A message says what is the case and, where there is something to do, what to do. It never holds a UID, a name, a key or a token.
 */
export abstract class FiducialError extends Error {
  /** Stable, for programs: the class name without `Error`. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
