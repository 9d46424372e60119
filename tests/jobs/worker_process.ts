/** Programs with schedules and tasks as real processes. */
import { fitzCommand } from "../harness/fitz.ts";

const MOST_SECONDS = 30;

/** A running program. */
export interface Worker {
  /** Waits until its stdout or stderr matches, and gives the match. Rejects when it ends before, or takes too long. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: Deno.Signal): void;
  readonly out: string;
  readonly err: string;
  /** The exit code; stdout and stderr are complete then. */
  readonly ended: Promise<number>;
}

/** Runs a program from its source, or by the words that start it. */
export function startWorker(
  program: { readonly source: string } | { readonly words: readonly string[] },
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Worker {
  const folder = Deno.makeTempDirSync({ prefix: "fitz-worker-" });
  let words: readonly string[];
  if ("words" in program) words = [...program.words, ...args];
  else {
    Deno.writeTextFileSync(`${folder}/worker.fitz`, program.source);
    words = [...fitzCommand("cli"), "run", "worker.fitz", ...(args.length > 0 ? ["--", ...args] : [])];
  }
  const child = new Deno.Command(words[0]!, {
    args: words.slice(1),
    cwd: folder,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", FITZ_PORT: "0", FITZ_DRAIN_DELAY_SECS: "0", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const texts = { out: "", err: "" };
  let hasEnded = false;
  let wake = Promise.withResolvers<void>();
  const read = async (name: "out" | "err", stream: ReadableStream<Uint8Array>) => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream() as never)) {
      texts[name] += chunk;
      wake.resolve();
      wake = Promise.withResolvers();
    }
  };
  const reading = Promise.all([read("out", child.stdout), read("err", child.stderr)]);
  const kill = setTimeout(() => child.kill("SIGKILL"), MOST_SECONDS * 1000);
  const ended = (async () => {
    const { code } = await child.status;
    await reading;
    hasEnded = true;
    clearTimeout(kill);
    wake.resolve();
    Deno.removeSync(folder, { recursive: true });
    return code;
  })();
  return {
    async says(pattern) {
      while (true) {
        const match = pattern.exec(texts.out) ?? pattern.exec(texts.err);
        if (match) return match;
        if (hasEnded) throw new Error(`it ended without ${pattern}:\n${texts.out}\n${texts.err}`);
        await wake.promise;
      }
    },
    signal: (name) => child.kill(name),
    get out() {
      return texts.out;
    },
    get err() {
      return texts.err;
    },
    ended,
  };
}
