/** A program that has schedules and no port: it lives until a signal comes and its runs have ended (production.md 2). */
import { host } from "../host/host.ts";
import { drain, type DrainPart, stopRequest } from "../http/drain.ts";
import { readLogSettings } from "../log/log_record.ts";
import { announceSchedules, runScheduler } from "./run_scheduler.ts";
import type { ScheduleProgram, Scheduler } from "./scheduler.ts";

export interface ServeSchedulesOptions {
  /** Asks for the same stop as a signal. */
  readonly stop?: AbortSignal;
  /** What else a stop waits for. */
  readonly parts: readonly DrainPart[];
}

const DEFAULT_TIMEOUT_SECONDS = 30;

/**
 * Runs ticks until a signal comes.
 *
 * @returns the exit code
 * @throws StartupError when a setting is wrong
 */
export async function serveSchedules(
  program: ScheduleProgram,
  scheduler: Scheduler,
  { stop, parts }: ServeSchedulesOptions,
): Promise<number> {
  readLogSettings();
  const settings = program.settings?.() ?? null;
  const status = { isDraining: false, requestCount: 0 };
  const admin = host().env.get("FITZ_ADMIN_ADDR")
    ? await (await import("../http/admin_port.ts")).openAdminOnly(program, settings, status)
    : null;
  const ticks = await runScheduler(scheduler);
  // Who reads the announcement may ask for the stop at once.
  const stopped = stopRequest(stop);
  announceSchedules(scheduler);
  await stopped;
  await drain(status, [ticks, ...parts], {
    // No load balancer has to notice.
    delaySeconds: 0,
    timeoutSeconds: settings?.shutdownTimeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    close: () => Promise.resolve(),
  });
  await admin?.shutdown();
  return 0;
}
