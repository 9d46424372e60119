/** Inputs that are typed at a terminal. */
import { loadCatalogue } from "../../catalogue/load_catalogue.ts";
import type { CommandContext } from "../command.ts";
import { completeName, type CompletionHost } from "./complete_name.ts";
import { History, historyPath } from "./editor/history.ts";
import { LineEditor } from "./editor/line_editor.ts";
import type { InputSource } from "./input_source.ts";
import { isComplete } from "./is_complete.ts";
import type { InputReader, Repl } from "./repl.ts";

const DEFAULT_COLUMNS = 80;

export function typedReader(context: CommandContext, repl: Repl, source: InputSource): InputReader {
  const { terminal } = context;
  const history = new History(historyPath(terminal.env));
  const host: CompletionHost = {
    catalogue: loadCatalogue(),
    names: () => repl.session.names(),
    typeOf: (expression) => repl.typeOf(expression),
    exportsOf: ({ index }) => repl.session.last === null ? [] : repl.session.exportsOf(index),
  };
  const editor = new LineEditor({
    prompt: "fitz> ",
    continuation: "... ",
    hasColors: context.color.out,
    history,
    source,
    write: terminal.out,
    columns: () => columnsOf(),
    setRaw: (isRaw) => Deno.stdin.setRaw(isRaw),
    isComplete,
    complete: (text, cursor) => completeName(text, cursor, host),
  });
  return { read: () => editor.read(), remember: (text) => history.add(text) };
}

function columnsOf(): number {
  try {
    return Deno.consoleSize().columns || DEFAULT_COLUMNS;
  } catch {
    return DEFAULT_COLUMNS;
  }
}
