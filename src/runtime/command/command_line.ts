/** The words after a command's name into the arguments of its function: web.md 23.2, 23.4. */
import type { Command, CommandParam } from "../../app/manifest.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { BAD, type Bad } from "../json/leaf.ts";
import { textToFloat, textToInt } from "../json/text_value.ts";

/** What a command line asks for: a call (undefined where the default counts), the help, or nothing that can be done. */
export type CommandLine =
  | { readonly kind: "call"; readonly args: readonly unknown[] }
  | { readonly kind: "help" }
  | { readonly kind: "problem"; readonly text: string };

export function parseCommandLine(command: Command, words: readonly string[]): CommandLine {
  return new CommandLineParser(command.params).parse(words);
}

/** How an option is written: `--no-color` is the label of a switch that turns off, `--color` turns it on again. */
interface Spelling {
  readonly param: CommandParam;
  /** What the switch says when it stands alone. */
  readonly on: boolean;
}

const TRUE: ReadonlySet<string> = new Set(["true", "1", "yes"]);
const FALSE: ReadonlySet<string> = new Set(["false", "0", "no"]);
/** What begins like a negative number. */
const NEGATIVE = /^-\.?[0-9]/;

class CommandLineParser {
  readonly #params: readonly CommandParam[];
  readonly #positionals: readonly CommandParam[];
  readonly #rest: CommandParam | null;
  readonly #long = new Map<string, Spelling>();
  readonly #short = new Map<string, Spelling>();
  readonly #values = new Map<CommandParam, unknown>();
  readonly #words: string[] = [];
  #problem: string | null = null;
  #asksForHelp = false;

  constructor(params: readonly CommandParam[]) {
    this.#params = params;
    this.#positionals = params.filter((param) => param.kind === "positional");
    this.#rest = params.find((param) => param.kind === "rest") ?? null;
    for (const param of params) {
      if (param.kind !== "option" && param.kind !== "switch") continue;
      const spelling = { param, on: !param.isNegated };
      this.#long.set(param.label, spelling);
      if (param.isNegated) this.#long.set(param.label.slice("no-".length), { param, on: true });
      if (param.short !== null) this.#short.set(param.short, spelling);
    }
  }

  parse(words: readonly string[]): CommandLine {
    for (let at = 0; at < words.length;) {
      if (words[at] === "--") {
        this.#words.push(...words.slice(at + 1));
        break;
      }
      at += this.#take(words[at], words[at + 1]);
    }
    if (this.#asksForHelp) return { kind: "help" };
    if (this.#problem === null) this.#placePositionals();
    if (this.#problem !== null) return { kind: "problem", text: this.#problem };
    return { kind: "call", args: this.#params.map((param) => this.#values.get(param)) };
  }

  /** The first problem is told. */
  #fail(text: string): void {
    this.#problem ??= text;
  }

  /** Takes a word, and the one after it where that is its value; gives how many were taken. */
  #take(word: string, next: string | undefined): 1 | 2 {
    const open = this.#positionals[this.#words.length];
    const isValue = !word.startsWith("-") || word === "-" || (NEGATIVE.test(word) && open && isNumeric(open));
    if (isValue) {
      this.#words.push(word);
      return 1;
    }
    if (word === "--help" || word === "-h") {
      this.#asksForHelp = true;
      return 1;
    }
    return word.startsWith("--") ? this.#takeLong(word, next) : this.#takeShort(word, next);
  }

  #takeLong(word: string, next: string | undefined): 1 | 2 {
    const end = word.indexOf("=");
    const written = end < 0 ? word : word.slice(0, end);
    const name = written.slice(2).replaceAll("_", "-");
    const spelling = this.#long.get(name);
    if (!spelling) {
      this.#fail(unknownFlag(written, [...this.#long.keys(), "help"]));
      return 1;
    }
    if (end < 0) return this.#takeOption(spelling, next);
    this.#set(spelling, word.slice(end + 1));
    return 1;
  }

  #takeShort(word: string, next: string | undefined): 1 | 2 {
    const [, letter, ...more] = word;
    if (more.length > 0) {
      this.#fail(`combined short flags and \`-x=value\` are not supported: \`${word}\``);
      return 1;
    }
    const spelling = this.#short.get(letter);
    if (spelling) return this.#takeOption(spelling, next);
    this.#fail(unknownFlag(word, []));
    return 1;
  }

  /** An option without `=`: its value is the next word. */
  #takeOption(spelling: Spelling, next: string | undefined): 1 | 2 {
    const { param, on } = spelling;
    if (param.kind === "switch") {
      this.#values.set(param, on);
      return 1;
    }
    const isValue = next !== undefined &&
      (!next.startsWith("-") || next === "-" || (NEGATIVE.test(next) && isNumeric(param)));
    if (!isValue) {
      this.#fail(`flag \`--${param.label}\` expects a value`);
      return 1;
    }
    this.#set(spelling, next);
    return 2;
  }

  #set({ param, on }: Spelling, text: string): void {
    const value = this.#convert(param, `--${param.label}`, text);
    if (value === BAD) return;
    this.#values.set(param, param.kind === "switch" ? value === on : value);
  }

  #placePositionals(): void {
    const words = this.#words;
    const expected = this.#positionals.length;
    if (words.length > expected && this.#rest === null) {
      const extras = words.slice(expected).join(", ");
      this.#fail(
        `too many positional arguments: expected ${expected}, received ${words.length} (extras: [${extras}])`,
      );
      return;
    }
    const missing = this.#positionals.find((param, index) => param.isRequired && index >= words.length);
    if (missing) {
      const required = this.#positionals.filter((param) => param.isRequired).length;
      this.#fail(
        `missing positional argument \`<${missing.label}>\` (expected ${required} positional args, received ${words.length})`,
      );
      return;
    }
    words.slice(0, expected).forEach((word, index) => {
      const param = this.#positionals[index];
      this.#values.set(param, this.#convert(param, `<${param.label}>`, word));
    });
    // An optional positional has no default that its function could fill in.
    for (const param of this.#positionals.slice(words.length)) this.#values.set(param, null);
    if (this.#rest && words.length > expected) this.#values.set(this.#rest, words.slice(expected));
  }

  #convert(param: CommandParam, shown: string, text: string): unknown {
    const value = valueOf(param.type, text);
    if (value === BAD) this.#fail(`\`${shown}\` expects ${param.type}, received \`${text}\``);
    return value;
  }
}

const isNumeric = (param: CommandParam): boolean => param.type === "Int" || param.type === "Float";

/** The message for a flag as it was written; `labels` are those that it may have been meant to be. */
export function unknownFlag(written: string, labels: readonly string[]): string {
  const near = didYouMean(written.replace(/^-+/, "").replaceAll("_", "-"), labels);
  const text = `unknown flag \`${written}\`. Run \`--help\` to see valid flags.`;
  return near === null ? text : `${text}\ndid you mean \`--${near}\`?`;
}

/** In the convention of functions whose parameters have these types: a Float is the bare double. */
function valueOf(type: CommandParam["type"], text: string): string | number | bigint | boolean | Bad {
  switch (type) {
    case "Str":
      return text;
    case "Int":
      return textToInt(text);
    case "Float":
      return textToFloat(text);
    case "Bool":
      return TRUE.has(text) ? true : FALSE.has(text) ? false : BAD;
  }
}
