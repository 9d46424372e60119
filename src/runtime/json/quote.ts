// deno-lint-ignore no-control-regex
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A Str as JSON text, quotes included; control characters, `"` and `\` are escaped, everything else stays. */
export function quoteJson(text: string): string {
  if (text.length > 40) return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : '"' + text + '"';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) {
      return JSON.stringify(text);
    }
  }
  return '"' + text + '"';
}
