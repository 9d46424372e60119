/** ANSI styles of diagnostics and of the command line. */

export type Style = "error" | "warning" | "gutter" | "bold" | "success" | "dim";

const CODES: Record<Style, string> = {
  error: "1;31",
  warning: "1;33",
  gutter: "1;34",
  bold: "1",
  success: "32",
  dim: "2",
};

/** A function that styles text, or gives it back unchanged when colours are off. */
export function painter(isOn: boolean): (style: Style, text: string) => string {
  if (!isOn) return (_style, text) => text;
  return (style, text) => text === "" ? "" : `\x1b[${CODES[style]}m${text}\x1b[0m`;
}
