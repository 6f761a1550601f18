/**
 * A line that the CI system shall obey. Only the files of this folder make one:
 * every other text that is printed is made harmless.
 */
export class CiCommand {
  /** Constructs a new instance. */
  constructor(readonly text: string) {}

  /** Returns the command without secrets. */
  redact(redact: (text: string) => string): CiCommand {
    return new CiCommand(redact(this.text));
  }
}
