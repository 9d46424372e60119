/** The way from a stop signal to the end of the process: production.md 4. */
import { host } from "../host/host.ts";
import { readSetting } from "../host/setting.ts";
import { logRecord } from "./runtime_log.ts";

/** What a service runs besides requests: streams, sockets, jobs. */
export interface DrainPart {
  /** Under which name `server.draining` counts it. */
  readonly name?: "requests" | "sockets" | "jobs";
  readonly count?: () => number;
  /** Called at once, while the port is still open: schedulers start nothing new. What it gives comes before the counting. */
  readonly draining?: () => Promise<unknown> | void;
  /** Called when the port closes; the stop waits for what it gives, until its time is over. */
  readonly closing?: () => Promise<unknown> | void;
  /** Called when its time is over and it has not ended: what others can go on with is given back. */
  readonly cut?: () => Promise<unknown> | void;
}

/** What is stopped: an HTTP server, or a service without one. */
export interface Draining {
  isDraining: boolean;
  readonly requestCount: number;
}

export interface DrainOptions {
  /** Seconds that the port stays open, so that load balancers notice. */
  readonly delaySeconds: number;
  /** Seconds for what runs; 0 = do not wait. */
  readonly timeoutSeconds: number;
  /** Closes the port; ends when the requests in flight have. */
  close(): Promise<unknown>;
}

/** For what is done when the time is over. */
const LAST_MS = 2000;
const DEFAULT_DELAY_SECONDS = 2;
const EXIT_BY_SIGNAL = { SIGINT: 130, SIGTERM: 143 } as const;

export type StopReason = keyof typeof EXIT_BY_SIGNAL | "stop";

/** Waits for the first signal (or `stop`); from then on a second signal ends the process at once. */
export function stopRequest(stop: AbortSignal | undefined): Promise<StopReason> {
  return new Promise((resolve) => {
    if (stop?.aborted) return resolve("stop");
    stop?.addEventListener("abort", () => resolve("stop"), { once: true });
    if (stop) return;
    let isStopping = false;
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      if (signal === "SIGTERM" && Deno.build.os === "windows") continue;
      Deno.addSignalListener(signal, () => {
        if (isStopping) Deno.exit(EXIT_BY_SIGNAL[signal]);
        isStopping = true;
        resolve(signal);
      });
    }
  });
}

/** `FITZ_DRAIN_DELAY_SECS` */
export function drainDelay(): number {
  return readSetting(
    "FITZ_DRAIN_DELAY_SECS",
    DEFAULT_DELAY_SECONDS,
    (text) => /^\d{1,9}(?:\.\d+)?$/.test(text) ? Number(text) : undefined,
  );
}

/** Nobody who stops a service at its terminal wants to wait. */
export function isAtTerminal(reason: StopReason): boolean {
  return reason === "SIGINT" && host().isStderrTerminal;
}

/** Stops a service: ends when everything has ended, or its time is over. The end of the process cuts the rest. */
export async function drain(
  service: Draining,
  parts: readonly DrainPart[],
  options: DrainOptions,
): Promise<void> {
  const started = host().monotonic();
  const counted = (name: string) =>
    parts.reduce((sum, part) => part.name === name ? sum + (part.count?.() ?? 0) : sum, 0);
  service.isDraining = true;
  for (const waiting of parts.map((part) => part.draining?.())) if (waiting) await waiting;
  logRecord("INFO", "server.draining", [
    ["requests", service.requestCount + counted("requests")],
    ["sockets", counted("sockets")],
    ["jobs", counted("jobs")],
  ]);
  if (options.delaySeconds > 0) await host().sleep(options.delaySeconds * 1000);
  const work = Promise.all([options.close(), ...parts.map((part) => part.closing?.())]);
  const isComplete = await within(options.timeoutSeconds * 1000, work);
  const running = () => service.requestCount + counted("requests") + counted("sockets") + counted("jobs");
  if (!isComplete) await within(LAST_MS, Promise.all(parts.map((part) => part.cut?.())));
  const aborted = isComplete ? 0 : running();
  logRecord("INFO", "server.stopped", [
    ["duration_ms", Math.round(host().monotonic() - started)],
    ["aborted", aborted],
  ]);
}

/** Whether `work` ends in time; 0 does not wait. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const ended = work.then(() => true, () => true);
  if (milliseconds === 0) return await Promise.race([ended, Promise.resolve().then(() => false)]);
  const timer = new AbortController();
  const late = host().sleep(milliseconds, timer.signal).then(() => false);
  const isComplete = await Promise.race([ended, late]);
  timer.abort();
  return isComplete;
}
