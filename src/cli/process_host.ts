/** The outside world of a Fitz program that runs in this process. */
import type { Host } from "../runtime/host/host.ts";
import { wait } from "../runtime/time/wait.ts";
import { writeAll, writeRecords } from "./write_all.ts";

const FLUSH_AT = 16_384;
const FLUSH_RECORDS_AT = 65_536;
/** A timer that fires more often costs as much as the records. */
const RECORDS_WAIT_MS = 20;

/** A host whose output to a file or pipe is buffered; `flush` writes what is left, also at the end of the process. */
export function processHost(args: readonly string[]): Host & { flush(): void } {
  const isOutTerminal = Deno.stdout.isTerminal();
  let pending: string[] = [];
  let pendingLength = 0;
  let isScheduled = false;

  const flush = () => {
    if (pendingLength === 0) return;
    const text = pending.join("");
    pending = [];
    pendingLength = 0;
    writeAll(Deno.stdout, text);
  };
  const records = recordBuffer();
  const flushAll = () => {
    flush();
    records.flush();
  };
  // What ends the process by an error nobody catches fires no `unload`.
  for (const end of ["unload", "error", "unhandledrejection"]) {
    globalThis.addEventListener(end, flushAll);
  }
  const readLine = lineReader();

  return {
    flush: flushAll,
    stdout(text) {
      if (isOutTerminal) return writeAll(Deno.stdout, text);
      pending.push(text);
      pendingLength += text.length;
      if (pendingLength >= FLUSH_AT) flush();
      else if (!isScheduled) {
        isScheduled = true;
        setTimeout(() => {
          isScheduled = false;
          flush();
        }, 0);
      }
    },
    stderr(text) {
      flushAll();
      writeRecords(text);
    },
    ...(Deno.stderr.isTerminal() ? {} : { stderrSoon: records.add }),
    readLine() {
      flush();
      return readLine();
    },
    env: {
      get: (key) => Deno.env.get(key),
      set: (key, value) => Deno.env.set(key, value),
      all: () => Deno.env.toObject(),
    },
    args,
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: wait,
    isStderrTerminal: Deno.stderr.isTerminal(),
  };
}

/** Lines for stderr that are written together: at the latest some milliseconds later, or when there are many. */
function recordBuffer(): { add(text: string): void; flush(): void } {
  let pending = "";
  let isScheduled = false;
  const flush = () => {
    if (pending === "") return;
    const text = pending;
    pending = "";
    writeRecords(text);
  };
  const onTimer = () => {
    isScheduled = false;
    flush();
  };
  return {
    flush,
    add(text) {
      pending += text;
      if (pending.length >= FLUSH_RECORDS_AT) flush();
      else if (!isScheduled) {
        isScheduled = true;
        setTimeout(onTimer, RECORDS_WAIT_MS);
      }
    },
  };
}

/** Lines of stdin without their ends (`\n`, `\r\n`). */
function lineReader(): () => string | null {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(65536);
  let rest = "";
  let at = 0;
  let isOver = false;
  return () => {
    while (true) {
      const end = rest.indexOf("\n", at);
      if (end >= 0) {
        const line = rest.slice(at, end);
        at = end + 1;
        return line.endsWith("\r") ? line.slice(0, -1) : line;
      }
      if (isOver) {
        const line = at < rest.length ? rest.slice(at) : null;
        rest = "";
        at = 0;
        return line;
      }
      const count = Deno.stdin.readSync(chunk);
      rest = rest.slice(at);
      at = 0;
      if (count === null) {
        isOver = true;
        rest += decoder.decode();
      } else rest += decoder.decode(chunk.subarray(0, count), { stream: true });
    }
  };
}
