/** Typing at a terminal: emacs keys, history, incremental search, completion, several lines. */
import type { InputSource } from "../input_source.ts";
import { EditBuffer } from "./edit_buffer.ts";
import { highlight } from "./highlight.ts";
import type { History } from "./history.ts";
import { decodeKeys, type Key } from "./keys.ts";
import { type Drawing, Screen } from "./screen.ts";

export interface EditorOptions {
  readonly prompt: string;
  readonly continuation: string;
  readonly hasColors: boolean;
  readonly history: History;
  readonly source: InputSource;
  write(text: string): void;
  columns(): number;
  /** Keys one by one instead of lines, or back. */
  setRaw(isRaw: boolean): void;
  isComplete(text: string): boolean;
  /** What may stand instead of the word that ends at `cursor`; `start` is where the word starts. */
  complete(text: string, cursor: number): { readonly start: number; readonly words: readonly string[] };
}

type Step = "go-on" | "enter" | "give-up" | "end";

const INDENT = "    ";

export class LineEditor {
  readonly #buffer = new EditBuffer();
  readonly #screen: Screen;
  /** Place in the history; its length for what is being typed. */
  #at = 0;
  #draft = "";
  #search: { text: string; at: number; before: string; isFailing: boolean } | null = null;
  #lastWasTab = false;

  constructor(private readonly options: EditorOptions) {
    this.#screen = new Screen(options.write, options.columns);
  }

  /** What is entered; "" when it was given up with Ctrl+C, null for Ctrl+D on an empty line or the end of the input. */
  async read(): Promise<string | null> {
    const { source, setRaw, write, history } = this.options;
    this.#buffer.set("");
    this.#at = history.entries.length;
    this.#search = null;
    setRaw(true);
    write("\x1b[?2004h");
    try {
      this.#draw();
      while (true) {
        const text = await source.read();
        if (text === null) return this.#leave(null);
        const { keys, rest } = decodeKeys(text);
        for (const [index, key] of keys.entries()) {
          const step = this.#press(key);
          if (step === "go-on") continue;
          source.unread(encodeKeys(keys.slice(index + 1)) + rest);
          if (step === "give-up") return this.#leave("", "^C");
          return this.#leave(step === "enter" ? this.#buffer.text : null);
        }
        if (rest !== "") source.unread(rest + (await source.read() ?? ""));
        this.#draw();
      }
    } finally {
      write("\x1b[?2004l");
      setRaw(false);
    }
  }

  #leave(text: string | null, mark = ""): string | null {
    this.#search = null;
    // From here on Ctrl+C is a signal again.
    this.options.setRaw(false);
    this.#screen.finish(this.#drawing(), mark);
    return text;
  }

  #press(key: Key): Step {
    const isTab = key.kind === "key" && key.name === "Tab";
    if (!isTab) this.#lastWasTab = false;
    if (this.#search) {
      const handled = this.#pressInSearch(key);
      if (handled) return "go-on";
    }
    if (key.kind !== "key") {
      if (key.kind === "text" && /^[})\]]/.test(key.text)) this.#outdent();
      this.#buffer.insert(key.text);
      return "go-on";
    }
    switch (key.name) {
      case "Enter":
        return this.#enter();
      case "M-\r":
      case "C-o":
        this.#buffer.insert("\n");
        return "go-on";
      case "C-c":
        return "give-up";
      case "C-d":
        if (this.#buffer.text === "") return "end";
        break;
      case "C-l":
        this.#screen.clear();
        return "go-on";
      case "C-r":
      case "C-s":
        this.#search = {
          text: "",
          at: this.options.history.entries.length,
          before: this.#buffer.text,
          isFailing: false,
        };
        return "go-on";
      case "Up":
        if (!this.#buffer.moveLine(-1)) this.#recall(-1);
        return "go-on";
      case "Down":
        if (!this.#buffer.moveLine(1)) this.#recall(1);
        return "go-on";
      case "C-p":
        this.#recall(-1);
        return "go-on";
      case "C-n":
        this.#recall(1);
        return "go-on";
      case "Tab":
        this.#complete();
        return "go-on";
    }
    this.#buffer.edit(key.name);
    return "go-on";
  }

  /** Enters what is complete; else a new line begins, as deep as the one before or deeper after an opening bracket. */
  #enter(): Step {
    const { text, cursor } = this.#buffer;
    if (text.trimStart().startsWith(":") || this.options.isComplete(text)) return "enter";
    const line = text.slice(this.#buffer.lineStart(), cursor);
    const indent = /^\s*/.exec(line)![0] + (/[({\[]\s*$/.test(line) ? INDENT : "");
    this.#buffer.insert(`\n${indent}`);
    return "go-on";
  }

  /** A closing bracket at the start of a line stands as deep as the line that opens it. */
  #outdent(): void {
    const start = this.#buffer.lineStart();
    const before = this.#buffer.text.slice(start, this.#buffer.cursor);
    if (start > 0 && before.trim() === "" && before.endsWith(INDENT)) {
      this.#buffer.replace(this.#buffer.cursor - INDENT.length, this.#buffer.cursor, "");
    }
  }

  #recall(step: 1 | -1): void {
    const { entries } = this.options.history;
    const next = this.#at + step;
    if (next < 0 || next > entries.length) return;
    if (this.#at === entries.length) this.#draft = this.#buffer.text;
    this.#at = next;
    this.#buffer.set(next === entries.length ? this.#draft : entries[next]!);
  }

  /** False for a key that ends the search and then means what it always means. */
  #pressInSearch(key: Key): boolean {
    const search = this.#search!;
    const { history } = this.options;
    const find = (from: number) => {
      const found = history.search(search.text, from);
      search.isFailing = found < 0;
      if (found < 0) return;
      search.at = found;
      const entry = history.entries[found]!;
      this.#buffer.set(entry, entry.indexOf(search.text));
    };
    if (key.kind === "text") {
      search.text += key.text;
      find(Math.min(search.at + 1, history.entries.length));
      return true;
    }
    if (key.kind === "key" && key.name === "C-r") {
      find(search.at);
      return true;
    }
    if (key.kind === "key" && (key.name === "Backspace" || key.name === "C-h")) {
      search.text = search.text.slice(0, -1);
      find(history.entries.length);
      return true;
    }
    if (key.kind === "key" && (key.name === "C-g" || key.name === "C-c")) {
      this.#buffer.set(search.before);
      this.#search = null;
      return true;
    }
    this.#at = search.text === "" ? this.#at : search.at;
    this.#search = null;
    return key.kind === "key" && key.name === "Escape";
  }

  /** Completes as far as all words agree; a second Tab shows them. */
  #complete(): void {
    const { text, cursor } = this.#buffer;
    const line = text.slice(this.#buffer.lineStart(), cursor);
    if (line.trim() === "") return this.#buffer.insert(INDENT);
    const { start, words } = this.options.complete(text, cursor);
    const common = commonStart(words);
    if (words.length > 0 && common.length > cursor - start) this.#buffer.replace(start, cursor, common);
    else if (words.length > 1 && this.#lastWasTab) {
      this.#screen.interject(inColumns(words, this.options.columns()), this.#drawing());
    }
    this.#lastWasTab = true;
  }

  #drawing(): Drawing {
    const { text, cursor } = this.#buffer;
    const search = this.#search;
    const prompt = search
      ? `(${search.isFailing ? "failing " : ""}search)\`${search.text}': `
      : this.options.prompt;
    const shown = this.options.hasColors ? highlight(text) : text;
    return { prompt, continuation: this.options.continuation, text, cursor, shown: byLine(shown) };
  }

  #draw(): void {
    this.#screen.draw(this.#drawing());
  }
}

/** Keys as they came, for whoever reads next. */
function encodeKeys(keys: readonly Key[]): string {
  return keys.map((key) => key.kind !== "key" ? key.text : KEY_TEXTS[key.name] ?? "").join("");
}

const KEY_TEXTS: Readonly<Record<string, string>> = {
  Enter: "\n",
  Tab: "\t",
  Backspace: "\x7f",
  "C-c": "\x03",
  "C-d": "\x04",
};

/** Styles begin and end on each line. */
function byLine(shown: string): string {
  let open = "";
  return shown.split("\n").map((line) => {
    const start = open;
    // deno-lint-ignore no-control-regex
    for (const [code] of line.matchAll(/\x1b\[[0-9;]*m/g)) open = code === "\x1b[0m" ? "" : code;
    return start + line + (open === "" ? "" : "\x1b[0m");
  }).join("\n");
}

function commonStart(words: readonly string[]): string {
  let common = words[0] ?? "";
  for (const word of words) while (!word.startsWith(common)) common = common.slice(0, -1);
  return common;
}

function inColumns(words: readonly string[], columns: number): string {
  const width = Math.max(...words.map((word) => word.length)) + 2;
  const perLine = Math.max(1, Math.floor(columns / width));
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += perLine) {
    lines.push(words.slice(at, at + perLine).map((word) => word.padEnd(width)).join("").trimEnd());
  }
  return `${lines.join("\n")}\n`;
}
