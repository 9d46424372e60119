/** A template that cannot be had: exit code 1. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  constructor(message: string, readonly help: string | null = null) {
    super(message);
  }
}
