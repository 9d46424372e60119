/** Whether a text can be evaluated or waits for more lines. */
import { scan } from "../../syntax/scan.ts";

const TRIPLE = '"""';

/**
 * False while brackets, braces, parentheses or a triple-quoted string are open, and after lines that only announce what follows them: decorators and doc comments.
 */
export function isComplete(text: string): boolean {
  const { unclosed, hasUnclosedBrace, diagnostics, tokens } = scan({ path: "", text });
  // A bracket that another one closes stays wrong whatever follows.
  const isOpen = unclosed.some(([, close]) => tokens.slice(close).every(({ isVirtual }) => isVirtual));
  if (isOpen || (hasUnclosedBrace && unclosed.length === 0)) return false;
  const isOpenText = diagnostics.some(({ code, span }) =>
    code === "lex/unterminated-string" && text.slice(span.start).startsWith(TRIPLE)
  );
  if (isOpenText || diagnostics.some(({ code }) => code === "lex/unterminated-comment")) return false;
  const last = text.trimEnd().split("\n").at(-1)!.trim();
  return tokens.length > 0 || last === "" ? !/^(@|\/\/\/)/.test(last) : !last.startsWith("///");
}
