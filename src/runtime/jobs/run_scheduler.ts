/** The scheduler of a service: its ticks by the clock of the host, its announcement, its part in a stop (realtime.md 18.7). */
import { host } from "../host/host.ts";
import type { DrainPart } from "../http/drain.ts";
import { logRecord } from "../http/runtime_log.ts";
import { timestampText } from "../log/log_record.ts";
import { startTraceContext } from "../trace/trace_context.ts";
import type { Scheduler } from "./scheduler.ts";

/** The clock is read that often: it may be set, and the process may have been suspended. */
const LONGEST_WAIT_MS = 1000;

/** Runs ticks from now on, each in a trace of its own; what this gives ends them. */
export async function runScheduler(scheduler: Scheduler): Promise<DrainPart> {
  await startTraceContext();
  const ticking = new AbortController();
  scheduler.begin();
  scheduler.catchUp();
  keepTicking(scheduler, ticking.signal);
  return {
    name: "jobs",
    count: () => scheduler.runningCount,
    draining: () => ticking.abort(),
    closing: () => {
      scheduler.stop();
      return scheduler.settle();
    },
  };
}

async function keepTicking(scheduler: Scheduler, stop: AbortSignal): Promise<void> {
  let ahead = host().now() - host().monotonic();
  while (!stop.aborted) {
    // A timer may come early by a part of a millisecond.
    const wait = Math.max(1, Math.ceil(Math.min(scheduler.remaining(), LONGEST_WAIT_MS)));
    await host().sleep(wait, stop);
    if (stop.aborted) return;
    const before = ahead;
    ahead = host().now() - host().monotonic();
    // What was due meanwhile was missed.
    if (Math.abs(ahead - before) > LONGEST_WAIT_MS) scheduler.begin(true);
    scheduler.tick();
  }
}

/** Says on stderr what will run and when. */
export function announceSchedules({ jobs }: Scheduler): void {
  const timeOf = (time: number | null) => time === null ? "never" : timestampText(time);
  if (host().env.get("FITZ_LOG_FORMAT") === "json") {
    const shown = jobs.map(({ schedule: { name, expression }, nextRun }) =>
      `${name} ${expression} ${timeOf(nextRun)}`
    );
    logRecord("INFO", "scheduler.started", [["jobs", shown]]);
    return;
  }
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const names = width(jobs.map(({ schedule }) => schedule.name));
  const expressions = width(jobs.map(({ schedule }) => schedule.expression));
  let text = `Fitz scheduler started with ${jobs.length} job(s)\n`;
  for (const { schedule: { name, expression, timeZone }, nextRun } of jobs) {
    const zone = timeZone === "UTC" ? "" : ` (${timeZone})`;
    text += `  ${name.padEnd(names)}  ${expression.padEnd(expressions)}  next ${timeOf(nextRun)}${zone}\n`;
  }
  host().stderr(text);
}
