/** `fitz test --watch`: runs the tests again when a file has changed, those of failed files first. */
import { relative } from "node:path";
import { FileError } from "../../project/file_system.ts";
import type { Target } from "../../project/target.ts";
import type { CommandContext } from "../command.ts";
import { devSettings, watchSet } from "../dev/dev_settings.ts";
import { FileWatch } from "../dev/file_watch.ts";

/** Changes within this time belong together. */
const COLLECT_MS = 100;

export interface WatchedRun {
  /** What was looked at, to watch it; null when there was nothing to look at. */
  readonly target: Target | null;
  /** Files with tests that failed, as shown. */
  readonly failedFiles: ReadonlySet<string>;
}

export interface WatchOptions {
  /** What is watched until a run knows better. */
  readonly target: Target;
  readonly envFiles: readonly string[];
  /** Runs the tests once; the files that failed before come first. */
  run(failedFiles: ReadonlySet<string>): Promise<WatchedRun>;
}

/** Runs until the process is told to end. */
export async function watchTests(context: CommandContext, options: WatchOptions): Promise<void> {
  let { target } = options;
  let event = Promise.withResolvers<void>();
  const end = Promise.withResolvers<"end">();
  const note = (text: string) => context.terminal.err(`${context.paintErr("dim", text)}\n`);
  const set = () => watchSet(target, devSettings(target), { modules: [], envFiles: options.envFiles });
  const watch = new FileWatch(set(), {
    poll: false,
    onEvent: () => event.resolve(),
    onFallback: (reason) => note(`cannot watch for changes (${reason}): looking at the files instead`),
  });
  const onSignal = () => end.resolve("end");
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, onSignal);
  let failedFiles: ReadonlySet<string> = new Set();
  let isOver = false;
  /** Whether something has changed; false when the process is to end. */
  const changed = async (): Promise<boolean> => {
    while (!isOver) {
      if (await Promise.race([event.promise, end.promise]) === "end") return false;
      await new Promise((resolve) => setTimeout(resolve, COLLECT_MS));
      event = Promise.withResolvers();
      const paths = watch.take();
      if (paths.length === 0) continue;
      note(`changed: ${paths.map((path) => relative(target.base, path).replaceAll("\\", "/")).join(", ")}`);
      return true;
    }
    return false;
  };
  try {
    do {
      const outcome = await Promise.race([once(context, options, failedFiles), end.promise]);
      if (outcome === "end") return;
      failedFiles = outcome.failedFiles;
      if (outcome.target) target = outcome.target;
      watch.update(set());
      note("waiting for a change");
    } while (await changed());
  } finally {
    isOver = true;
    watch.close();
    for (const signal of signals) Deno.removeSignalListener(signal, onSignal);
  }
}

/** A run; what is wrong with the project or a file is told, and the next change may mend it. */
async function once(
  context: CommandContext,
  options: WatchOptions,
  failedFiles: ReadonlySet<string>,
): Promise<WatchedRun> {
  try {
    return await options.run(failedFiles);
  } catch (error) {
    const isKnown = error instanceof FileError || (error as Error)?.name === "TargetError";
    if (!isKnown) throw error;
    context.failure(
      error instanceof FileError ? `${error.path}: ${error.message}` : (error as Error).message,
    );
    return { target: null, failedFiles };
  }
}
