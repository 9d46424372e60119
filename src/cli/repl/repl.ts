/** `fitz repl`: reads inputs, evaluates them, shows their values (toolchain.md 15). */
import { join, resolve } from "node:path";
import { FileError } from "../../project/file_system.ts";
import { shownPath } from "../../project/load.ts";
import { decodeSource } from "../../project/read_source.ts";
import type { Target } from "../../project/target.ts";
import { printType } from "../../types/print_type.ts";
import type { Symbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import type { CommandContext } from "../command.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";
import { docText } from "./doc_text.ts";
import { EvaluationWorker } from "./evaluation.ts";
import type { InputSource } from "./input_source.ts";
import { META_COMMANDS, metaHelp } from "./meta_commands.ts";
import { programText } from "./program_text.ts";
import { type AcceptedInput, type InputText, Session } from "./session.ts";

/** Where inputs come from. */
export interface InputReader {
  /** The next whole input; null at the end, "" for one that was given up. */
  read(): Promise<string | null>;
  /** Told what was entered. */
  remember(text: string): void;
}

export interface ReplOptions {
  readonly target: Target;
  /** Folder that the imports of what is typed are relative to. */
  readonly folder: string;
  readonly limits: { readonly steps: number; readonly depth: number };
  readonly source: InputSource;
}

export class Repl {
  readonly session: Session;
  readonly worker: EvaluationWorker;
  #lastFile: string | null = null;

  constructor(private readonly context: CommandContext, private readonly options: ReplOptions) {
    this.session = new Session(options.target, context.terminal.files);
    this.worker = new EvaluationWorker({
      limits: options.limits,
      readLine: () => options.source.readLine(),
    });
  }

  /** Reads until the input ends or is left. */
  async run(reader: InputReader): Promise<void> {
    for (let text = await reader.read(); text !== null; text = await reader.read()) {
      if (text.trim() === "") continue;
      reader.remember(text);
      if (text.trimStart().startsWith(":")) {
        if (await this.#command(text.trim()) === "quit") return;
      } else await this.enter({ text, path: join(this.options.folder, "repl.fitz") });
    }
  }

  /** Evaluates an input and shows its value; whether it was accepted. */
  async enter(source: InputText): Promise<boolean> {
    const { terminal } = this.context;
    const compiled = this.session.compile(source);
    reportDiagnostics(this.context, compiled.diagnostics);
    if (compiled.evaluation === null) return false;
    const outcome = await this.worker.evaluate(compiled.evaluation);
    if (outcome.kind === "lost") {
      this.session.reset();
      this.context.failure(
        "the evaluation could not be interrupted: the session starts anew, without its names",
      );
      return false;
    }
    if (outcome.kind === "failure") {
      terminal.err(outcome.text);
      return false;
    }
    this.session.accept(compiled);
    for (const text of outcome.texts) terminal.out(`= ${text}\n`);
    return true;
  }

  /** Loads a file into the session, all or nothing. */
  async load(path: string): Promise<boolean> {
    const { terminal } = this.context;
    try {
      const name = shownPath(path, this.options.target.base);
      const { file, diagnostic } = decodeSource(name, terminal.files.read(path));
      if (diagnostic) {
        reportDiagnostics(this.context, [diagnostic]);
        return false;
      }
      this.#lastFile = path;
      return await this.enter({ text: file.text, path, name });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.context.failure(`${shownPath(error.path, terminal.files.cwd())}: ${error.message}`);
      return false;
    }
  }

  async #command(line: string): Promise<"quit" | void> {
    const [word, rest] = [line.slice(1).split(/\s/, 1)[0]!, line.slice(1).replace(/^\S*\s*/, "")];
    const command = META_COMMANDS.find(({ names }) => names.includes(word));
    if (!command) return this.context.failure(`unknown command \`:${word}\`; \`:help\` lists them`);
    if (command.argument === null && rest !== "") {
      return this.context.failure(`\`:${word}\` takes no argument, found \`${rest}\``);
    }
    if (command.argument !== null && rest === "") {
      return this.context.failure(`\`:${word}\` needs ${command.argument}`);
    }
    switch (command.names[0]) {
      case "quit":
        return "quit";
      case "help":
        return this.context.terminal.out(metaHelp());
      case "env":
        return await this.#env();
      case "reset":
        this.session.reset();
        return this.worker.restart();
      case "undo":
        return await this.#undo();
      case "type":
        return this.#type(rest);
      case "doc":
        return await this.#doc(rest);
      case "load":
        await this.load(resolve(this.context.terminal.files.cwd(), rest));
        return;
      case "reload":
        return await this.#reload();
      case "save":
        return this.#save(rest);
    }
  }

  async #undo(): Promise<void> {
    if (!this.session.undo()) return this.context.failure("there is nothing to undo");
    await this.worker.undo();
  }

  async #reload(): Promise<void> {
    if (this.#lastFile === null) return this.context.failure("no file was loaded yet: use `:load FILE`");
    this.session.forgetFiles();
    await this.load(this.#lastFile);
  }

  /** The type of an expression, which is not evaluated; null when it has errors. */
  typeOf(text: string): Type | null {
    const { program, evaluation } = this.session.compile(this.#question(text), true);
    const module = program.modules[program.entry]!;
    const [stmt] = module.program.body;
    return evaluation !== null && stmt?.kind === "ExprStmt" ? module.types[stmt.expr.id] ?? null : null;
  }

  #type(text: string): void {
    const { program, diagnostics, evaluation } = this.session.compile(this.#question(text), true);
    if (evaluation === null) return reportDiagnostics(this.context, diagnostics);
    const module = program.modules[program.entry]!;
    const [stmt, second] = module.program.body;
    if (stmt?.kind !== "ExprStmt" || second) return this.context.failure("`:type` needs one expression");
    const type = module.types[stmt.expr.id];
    this.context.terminal.out(`:: ${type ? printType(type) : "Any"}\n`);
  }

  async #doc(name: string): Promise<void> {
    const { loadDocumented } = await import("../../catalogue/load_documented.ts");
    const found = docText(name, this.session.names(), loadDocumented());
    if ("text" in found) return this.context.terminal.out(`${found.text}\n`);
    const help = found.nearest === null ? "" : `; did you mean \`${found.nearest}\`?`;
    this.context.failure(`nothing is called \`${name}\`${help}`);
  }

  /** `name = value // Type` for every name, in the order of their declaration. */
  async #env(): Promise<void> {
    const names = this.session.orderedNames();
    const variables = names.flatMap(([name, symbol]) => symbol.kind === "variable" ? [name] : []);
    const values = new Map<string, string>();
    const texts = variables.length === 0 ? [] : await this.#values(variables);
    for (const [at, name] of variables.entries()) values.set(name, texts?.[at] ?? await this.#value(name));
    for (const [name, symbol] of names) {
      this.context.terminal.out(`${name} = ${values.get(name) ?? standIn(symbol)} // ${typeText(symbol)}\n`);
    }
  }

  async #value(name: string): Promise<string> {
    return (await this.#values([name]))?.[0] ?? "(not assigned)";
  }

  /** The values of variables as texts; null when one of them has none. */
  async #values(names: readonly string[]): Promise<readonly string[] | null> {
    const { evaluation } = this.session.compile(this.#question(`(${names.join(", ")},)`), true);
    if (evaluation === null) return null;
    const outcome = await this.worker.evaluate(evaluation);
    return outcome.kind === "value" ? outcome.texts : null;
  }

  #question(text: string): InputText {
    return { text, path: join(this.options.folder, "repl.fitz") };
  }

  #save(name: string): void {
    const { files } = this.context.terminal;
    const inputs: readonly AcceptedInput[] = this.session.inputs;
    try {
      files.write(resolve(files.cwd(), name), programText(inputs));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      return this.context.failure(`${name}: ${error.message}`);
    }
    this.context.success(`saved ${inputs.length} input${inputs.length === 1 ? "" : "s"} to ${name}`);
  }
}

/** How a name is shown that holds no value. */
function standIn(symbol: Symbol): string {
  switch (symbol.kind) {
    case "function":
      return "<function>";
    case "module":
      return `<module ${symbol.name}>`;
    case "alias":
      return printType(symbol.target);
    default:
      return `<${symbol.kind} ${symbol.name}>`;
  }
}

function typeText(symbol: Symbol): string {
  switch (symbol.kind) {
    case "variable":
    case "function":
    case "constant":
      return printType(symbol.type);
    case "alias":
      return "type";
    default:
      return symbol.kind;
  }
}
