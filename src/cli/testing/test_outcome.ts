/** What is known of one test after it ran. */
export interface TestOutcome {
  /** Path of the file as shown. */
  readonly file: string;
  /** Bare name, with `[i]` for a case. */
  readonly name: string;
  readonly status: "ok" | "failed" | "skipped";
  /** Why it failed, or why it is skipped. */
  readonly message: string;
  /** What the test printed. */
  readonly output: string;
  readonly milliseconds: number;
}
