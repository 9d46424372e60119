/** The http suite: starts the service for real, sends the steps, writes down the answers. */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { compareWithFile, normalise } from "../harness/compare.ts";
import { type Case, entryOf, type HttpStep } from "../harness/discover.ts";
import { runInProcess } from "../harness/run_source.ts";
import { fitzCommand, root, runFitz, type Via } from "../harness/fitz.ts";

const USUAL_HEADERS = ["content-type", "allow", "location", "set-cookie"];
const START_SECONDS = 20;

export async function runHttp(one: Case, via: Via): Promise<void> {
  await serveCase(one, via, async (port) => {
    let text = "";
    for (const step of one.settings.steps ?? []) {
      text += await takeStep(step, port, one.settings.headers ?? []);
    }
    compareWithFile(
      normalise(text, { CASE: one.folder, ROOT: root }).replaceAll(String(port), "[PORT]"),
      join(one.folder, "expected.http"),
    );
  });
}

/** What is done with a service; `stop` asks it to end. */
export type Action = (port: number, stop: () => void) => Promise<void>;

/** Runs the program of a case as a service in the way asked for while `action` runs, and compares its log where the case says so. */
export async function serveCase(one: Case, via: Via, action: Action): Promise<void> {
  const place = { ...one, folder: resolve(one.folder, one.settings.folder ?? ".") };
  const entry = resolve(place.folder, entryOf(place));
  const work = Deno.makeTempDirSync({ prefix: "fitz-http-" });
  try {
    const compareLog = (log: string) => {
      if (!one.settings.log) return;
      // What a service says of itself at its start is the http suite's.
      const text = one.suite === "ws" ? log.replace(/^[^{].*\n/gm, "") : log;
      compareWithFile(logText(text, one), join(one.folder, "expected.log"));
    };
    if (via === "lib") return await withServiceInProcess(entry, place, action, compareLog);
    let words = [...fitzCommand(via), "run", entry];
    if (via === "binary") {
      const built = await runFitz(["build", entry, "-o", join(work, "app"), "--quiet"], via, {
        cwd: place.folder,
      });
      assert.equal(built.exit, 0, built.err);
      words = [join(work, "app")];
    }
    await withService([...words, ...programArgs(one, via)], place, action, compareLog);
  } finally {
    Deno.removeSync(work, { recursive: true });
  }
}

/** What a service has written, without what differs from run to run. Ids are numbered in the order in which they come; those that the steps send stay. */
function logText(log: string, one: Case): string {
  const sent = JSON.stringify(one.settings.steps ?? []);
  const names = new Map<string, string>();
  const numbered = (name: string, id: string) => {
    if (sent.includes(id)) return id;
    const known = [...names.values()].filter((other) => other.startsWith(`[${name} `)).length;
    if (!names.has(id)) names.set(id, `[${name} ${known + 1}]`);
    return names.get(id)!;
  };
  const text = log
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (id) => numbered("ID", id))
    .replace(/\b[0-9a-f]{32}\b/g, (id) => numbered("TRACE", id))
    .replace(/\b[0-9a-f]{16}\b/g, (id) => numbered("SPAN", id))
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, (id) => numbered("ID", id))
    .replace(/\/tmp\/fitz-http-\w+/g, "[CASE]")
    .replace(/\bduration_ms=[\d.]+/g, "duration_ms=[TIME]")
    .replace(/"port":\d+/g, '"port":[PORT]');
  return normalise(text, { CASE: one.folder, ROOT: root });
}

/** Arguments for the program; for `fitz run` they follow `--`. */
function programArgs(one: Case, via: Via): string[] {
  const args = one.settings.args ?? [];
  return via === "binary" || args.length === 0 ? [...args] : ["--", ...args];
}

/** Access records are noise to whoever reads a failure. */
const SERVICE_ENV = { FITZ_PORT: "0", FITZ_DRAIN_DELAY_SECS: "0", FITZ_LOG: "warn" };

/** The port that the start-up output names, once it is there. */
function portIn(log: string): number | null {
  const port = /listening on https?:\/\/\S+?:(\d+)/.exec(log)?.[1] ??
    /"server\.listening".*?"port":\s*(\d+)/.exec(log)?.[1];
  return port === undefined ? null : Number(port);
}

/** Runs a service in this process; a stop is what a signal would ask for. `onLog` is told what it wrote to stderr. */
export async function withServiceInProcess(
  entry: string,
  one: Case,
  action: Action,
  onLog: (log: string) => void = () => {},
): Promise<void> {
  const stop = new AbortController();
  const listening = Promise.withResolvers<number>();
  const surroundings = { cwd: one.folder, env: { ...SERVICE_ENV, ...one.settings.env } };
  const ended = runInProcess({ file: entry }, one.settings.args ?? [], surroundings, {
    stop: stop.signal,
    onStderr: (log) => {
      const port = portIn(log);
      if (port !== null) listening.resolve(port);
    },
  });
  ended.then(({ err }) => listening.reject(new Error(`the service ended:\n${err}`)), listening.reject);
  let log = "";
  try {
    await action(await listening.promise, () => stop.abort());
  } finally {
    stop.abort();
    const { exit, err } = await ended;
    log = err;
    assert.equal(exit, 0, `the service ended with ${exit}:\n${err}`);
  }
  onLog(log);
}

/** Starts a service on a free port, waits until it listens, and stops it afterwards with SIGTERM: it must end with 0. `onLog` is told what it wrote to stderr. */
export async function withService(
  words: readonly string[],
  one: { folder: string; settings: Case["settings"] },
  action: Action,
  onLog: (log: string) => void = () => {},
): Promise<void> {
  const [program, ...args] = words as [string, ...string[]];
  const child = new Deno.Command(program, {
    args,
    cwd: one.folder,
    env: {
      NO_COLOR: "1",
      DENO_TLS_CA_STORE: "system",
      DENO_NO_UPDATE_CHECK: "1",
      ...SERVICE_ENV,
      ...one.settings.env,
    },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  const listening = Promise.withResolvers<number>();
  const timer = setTimeout(
    () => listening.reject(new Error(`the service did not start:\n${log}`)),
    START_SECONDS * 1000,
  );
  const reading = (async () => {
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      log += chunk;
      const port = portIn(log);
      if (port !== null) listening.resolve(port);
    }
    listening.reject(new Error(`the service ended:\n${log}`));
  })();
  try {
    let isStopped = false;
    const stop = () => {
      if (!isStopped) child.kill("SIGTERM");
      isStopped = true;
    };
    await action(await listening.promise, stop);
    stop();
    const { code } = await child.status;
    assert.equal(code, 0, `the service ended with ${code}:\n${log}`);
  } catch (error) {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await child.status;
    throw error;
  } finally {
    clearTimeout(timer);
    await reading;
  }
  onLog(log);
}

/** Sends what a step says and gives the answer as text. */
export async function takeStep(step: HttpStep, port: number, headers: readonly string[]): Promise<string> {
  if (step.wait) await new Promise((resolve) => setTimeout(resolve, step.wait));
  const times = step.repeat ?? 1;
  const answers = new Set<string>();
  for (let i = 0; i < times; i++) {
    answers.add(
      step.raw !== undefined || step.rawBase64 !== undefined
        ? await sendRaw(step, port)
        : await send(step, port, headers),
    );
  }
  const title = `### ${step.method ?? "GET"} ${step.path ?? "(raw)"}${
    times > 1 ? ` (${times} times)` : ""
  }\n`;
  return title + [...answers].join("### or\n");
}

async function send(step: HttpStep, port: number, shown: readonly string[]): Promise<string> {
  const body = step.bodyBase64 !== undefined
    ? Uint8Array.fromBase64(step.bodyBase64)
    : step.json !== undefined
    ? JSON.stringify(step.json)
    : step.body ?? null;
  const headers = new Headers(step.headers);
  if (step.json !== undefined && !headers.has("content-type")) {
    headers.set("content-type", "application/json");
  }
  const response = await fetch(`http://127.0.0.1:${port}${step.path ?? "/"}`, {
    method: step.method ?? "GET",
    headers,
    body,
    redirect: "manual",
  });
  const lines = [`${response.status}`];
  for (const name of [...USUAL_HEADERS, ...shown]) {
    for (
      const value of name === "set-cookie" ? response.headers.getSetCookie() : [response.headers.get(name)]
    ) {
      if (value !== null) lines.push(`${name}: ${value}`);
    }
  }
  const text = await response.text();
  return `${lines.join("\n")}\n\n${text === "" || text.endsWith("\n") ? text : `${text}\n`}\n`;
}

/** Writes bytes to a connection and gives the status line and body of what comes back. */
async function sendRaw(step: HttpStep, port: number): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const bytes = step.rawBase64 !== undefined
    ? Uint8Array.fromBase64(step.rawBase64)
    : new TextEncoder().encode(step.raw!.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"));
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
  let text = "";
  const timer = setTimeout(() => connection.close(), 5000);
  try {
    const decoder = new TextDecoder();
    const chunk = new Uint8Array(65536);
    for (let count = await connection.read(chunk); count !== null; count = await connection.read(chunk)) {
      text += decoder.decode(chunk.subarray(0, count), { stream: true });
      const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
      if (length && text.length >= text.indexOf("\r\n\r\n") + 4 + Number(length)) break;
    }
  } catch (error) {
    if (
      !(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted ||
        error instanceof Deno.errors.ConnectionReset)
    ) throw error;
  } finally {
    clearTimeout(timer);
  }
  if (text === "") return "(connection closed)\n\n";
  const [head, ...body] = text.split("\r\n\r\n");
  return `${head!.split("\r\n")[0]}\n\n${body.join("\r\n\r\n")}\n\n`;
}
