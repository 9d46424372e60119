/** `fitz dev`: compiles in this process, runs the program in others, and does both again when a file has changed (toolchain.md 14). */
import { basename, isAbsolute, relative } from "node:path";
import { type CompiledTarget, compileTarget } from "../../project/compile.ts";
import { FileError, type FileSystem } from "../../project/file_system.ts";
import type { ParsedFile } from "../../project/load.ts";
import { findTarget, type Target, type TargetRequest } from "../../project/target.ts";
import type { CommandContext } from "../command.ts";
import { reportDiagnostics } from "../report_diagnostics.ts";
import type { RunOrder } from "./channel.ts";
import { type ChildProcess, ChildProcesses } from "./child_process.ts";
import { type DevSettings, devSettings, watchSet } from "./dev_settings.ts";
import { FileWatch } from "./file_watch.ts";

export interface DevOptions {
  readonly request: TargetRequest;
  readonly envFiles: readonly string[];
  /** Variables of the program that flags set. */
  readonly env: Readonly<Record<string, string>>;
  readonly poll: boolean;
  readonly noClear: boolean;
  readonly inspect: string | null;
  /** Called with the address of a service when it listens for the first time. */
  onFirstListening(url: string): void;
}

/** After a change files are read when nothing has happened for so long: an editor writes in several steps. */
const MOMENT = 4;
/** What comes within this time belongs together: files that are saved at once, files that are replaced, storms. */
const COLLECT = 100;
/** A storm that does not end is looked at all the same. */
const MOST_COLLECTING = 1000;

export class DevLoop {
  readonly #children: ChildProcesses;
  readonly #watch: FileWatch;
  readonly #files: FileSystem;
  readonly #cache = new Map<string, ParsedFile>();
  #target: Target;
  #settings: DevSettings;
  #spare: ChildProcess | null = null;
  #current: ChildProcess | null = null;
  #run = 0;
  #hasListened = false;
  #lastEvent = 0;
  #lastReaction = -Infinity;
  #event = Promise.withResolvers<void>();
  #stop = Promise.withResolvers<void>();
  #isStopping = false;

  /** Throws what `findTarget` throws. */
  constructor(private readonly context: CommandContext, private readonly options: DevOptions) {
    // The folder that it was started in may go and come again.
    const cwd = context.terminal.files.cwd();
    this.#files = { ...context.terminal.files, cwd: () => cwd };
    this.#target = findTarget(options.request, this.#files);
    this.#settings = devSettings(this.#target);
    this.#children = new ChildProcesses({ env: options.env, cwd });
    this.#prepare();
    this.#watch = new FileWatch(this.#watched([]), {
      poll: options.poll,
      onEvent: () => {
        this.#lastEvent = performance.now();
        this.#event.resolve();
      },
      onFallback: (reason) =>
        this.#note(`cannot watch for changes (${reason}): looking at the files instead`),
    });
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    await this.#react([]);
    this.#warmUp();
    while (!this.#isStopping) {
      await Promise.race([this.#event.promise, this.#stop.promise]);
      if (this.#isStopping) break;
      const changed = await this.#collect();
      if (changed.length > 0) await this.#react(changed);
    }
  }

  /** Ends the program and the loop. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stop.resolve();
    this.#watch.close();
    await Promise.all([this.#current?.stop(), this.#spare?.discard()]);
    this.#children.close();
  }

  /** The files that have changed. Waits a moment, or longer where what is there looks unfinished. */
  async #collect(): Promise<string[]> {
    const isStorm = performance.now() - this.#lastReaction < COLLECT;
    await this.#quiet(isStorm ? COLLECT : MOMENT);
    const changed = this.#watch.take();
    if (!changed.some(isMissingOrEmpty)) return changed;
    return await this.#collectMore(changed);
  }

  async #collectMore(changed: readonly string[]): Promise<string[]> {
    await this.#quiet(COLLECT);
    return [...new Set([...changed, ...this.#watch.take()])].sort();
  }

  /** Waits until no event has come for that many milliseconds. */
  async #quiet(milliseconds: number): Promise<void> {
    const start = performance.now();
    while (performance.now() - start < MOST_COLLECTING) {
      const left = this.#lastEvent + milliseconds - performance.now();
      if (left <= 0) break;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
    this.#event = Promise.withResolvers();
  }

  /** Compiles, and starts the program when it has no errors. */
  async #react(changed: readonly string[]): Promise<void> {
    let files = changed;
    this.#forget(files);
    let compiled = await this.#compile(files);
    // Half of a save may have errors that its other half takes away.
    while (changed.length > 0 && (compiled === null || compiled.hasErrors) && !this.#isStopping) {
      const more = await this.#collectMore(files);
      if (more.length === files.length) break;
      files = more;
      this.#forget(files);
      compiled = await this.#compile(files);
    }
    this.#lastReaction = performance.now();
    if (this.#isStopping || compiled === null) return;
    const modules = compiled.checked?.modules.filter(({ id }) => id.endsWith(".fitz")).map(({ id }) => id);
    this.#watch.update(this.#watched(modules ?? []));
    if (compiled.code === null) reportDiagnostics(this.context, compiled.diagnostics);
    else await this.#start(compiled, files);
    this.#lastReaction = performance.now();
  }

  #forget(changed: readonly string[]): void {
    const files = this.#files;
    for (const path of changed) {
      this.#cache.delete(path);
      this.#cache.delete(files.canonical(path));
    }
  }

  /** null when there is nothing to compile, which is reported. */
  async #compile(changed: readonly string[]): Promise<CompiledTarget | null> {
    const files = this.#files;
    try {
      if (changed.some((path) => basename(path) === "fitz.toml") || this.#target.package === null) {
        const target = findTarget(this.options.request, files);
        if (target.diagnostics.some(({ severity }) => severity === "error") && this.#run > 0) {
          reportDiagnostics(this.context, target.diagnostics);
          this.#note("fitz.toml as it was stays in use");
          return null;
        }
        this.#target = target;
        this.#settings = devSettings(target);
      }
      return await compileTarget(this.#target, files, { cache: this.#cache });
    } catch (error) {
      const isKnown = error instanceof FileError || (error as Error)?.name === "TargetError";
      if (!isKnown || this.#run === 0) throw error;
      this.context.failure(
        error instanceof FileError
          ? `${this.#shown(error.path)}: ${error.message}`
          : (error as Error).message,
      );
      return null;
    }
  }

  async #start(compiled: CompiledTarget, changed: readonly string[]): Promise<void> {
    const number = this.#run + 1;
    const { checked, app, code } = compiled;
    const order: RunOrder = {
      code: code!,
      app: JSON.stringify(app),
      sources: checked!.modules.map(({ file }) => [file.path, file.text] as const),
      envFiles: this.options.envFiles,
      liveReload: this.#settings.liveReload ? `${Deno.pid}-${number}` : null,
      inspect: this.options.inspect,
    };
    this.#prepare();
    const child = this.#spare;
    this.#spare = null;
    if (!child) return this.context.failure("the program cannot be started: the current folder is gone");
    const refusal = await child.load(order);
    if (refusal !== null) {
      await child.discard();
      this.context.failure(refusal);
      this.#prepare();
      return;
    }
    const earlier = this.#current;
    this.#current = child;
    await earlier?.stop();
    if (this.#isStopping) return void await child.stop();
    this.#run = number;
    this.#announce(number, changed);
    reportDiagnostics(this.context, compiled.diagnostics);
    this.#follow(child);
    await child.run();
  }

  #announce(number: number, changed: readonly string[]): void {
    const { terminal } = this.context;
    const clears = this.#settings.clear && !this.options.noClear && terminal.isOutTerminal &&
      terminal.isErrTerminal;
    if (clears) terminal.err("\x1b[2J\x1b[3J\x1b[H");
    const names = changed.map((path) => this.#shown(path)).join(", ");
    this.#note(`run #${number}${names === "" ? "" : `: ${names}`}`);
  }

  /** Tells how the program ends by itself, and has a process ready for the next run. */
  #follow(child: ChildProcess): void {
    const prepare = () => this.#prepare();
    const timer = setTimeout(prepare, 250);
    child.onListening = (url) => {
      clearTimeout(timer);
      prepare();
      if (!this.#hasListened) this.options.onFirstListening(url);
      this.#hasListened = true;
    };
    child.ended.then(({ code, signal }) => {
      if (this.#isStopping || this.#current !== child) return;
      clearTimeout(timer);
      prepare();
      this.#note(
        `the program ended ${signal ? `by ${signal}` : `with exit code ${code}`}; waiting for a change`,
      );
    });
  }

  /** Has a process ready for the next run; there is none while the folder that it would run in is gone. */
  #prepare(): void {
    if (this.#isStopping) return;
    if (this.#spare?.hasEnded) this.#spare = null;
    try {
      // It may be another folder of the same name by now.
      Deno.chdir(this.#files.cwd());
      this.#spare ??= this.#children.start();
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }

  /** The second compilation of a program is twice as fast as the first, the third faster still: they are better done while nobody waits. */
  async #warmUp(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (this.#isStopping || this.#run !== 1 || performance.now() - this.#lastEvent < 500) return;
      try {
        await compileTarget(this.#target, this.#files, { cache: round === 0 ? new Map() : this.#cache });
      } catch {
        // What is wrong is told when it is needed.
      }
    }
  }

  #watched(modules: readonly string[]) {
    return watchSet(this.#target, this.#settings, { modules, envFiles: this.options.envFiles });
  }

  #shown(path: string): string {
    return isAbsolute(path) ? relative(this.#target.base, path).replaceAll("\\", "/") || path : path;
  }

  #note(text: string): void {
    this.context.terminal.err(`${this.context.paintErr("dim", text)}\n`);
  }
}

function isMissingOrEmpty(path: string): boolean {
  try {
    return Deno.statSync(path).size === 0;
  } catch {
    return true;
  }
}
