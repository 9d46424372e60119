/** `test.clock`, `test.env`, `test.flag` and `test.logs`: what holds until the test ends (toolchain.md 13.4). */
import { fail, Failure } from "../failures/failure.ts";
import { overrideFlag } from "../flags/flags.ts";
import { displayNested } from "../operations/display.ts";
import { FloatBox } from "../values/float.ts";
import type { Scheduler } from "../jobs/scheduler.ts";
import { parseDuration } from "../../syntax/server_values.ts";
import { type LogLevel, onLogRecord, type TraceIds } from "../log/log_record.ts";
import { dateTimeFromMilliseconds, type FitzDateTime } from "../values/date_time.ts";
import { type FieldInfo, Instance, type TypeInfo } from "../values/instance.ts";
import { FitzMap } from "../values/map.ts";
import { onTestEnd, onTestStart, testHost } from "./test_session.ts";
import type { TestHost } from "./test_host.ts";

function running(): TestHost {
  const host = testHost();
  if (host) return host;
  throw new Failure("run/test", "no test is running", ["`test` works in `fitz test` only"]);
}

/** Stops the clock at an instant until the test ends. */
export function freezeClock(at: FitzDateTime): void {
  const { clock } = running();
  clock.freeze(at.seconds * 1000 + at.micros / 1000);
  onTestEnd(() => clock.release());
}

/** Moves the clock on by a duration (`"90s"`, or a number of seconds), stopping it first if it runs. */
export async function advanceClock(by: unknown): Promise<null> {
  const { clock } = running();
  const milliseconds = millisecondsOf(by);
  if (milliseconds === null || milliseconds < 0) {
    fail("run/bad-argument", `not a duration: ${displayNested(by)}`, [
      'write a number with its unit: "500ms", "90s", "5m", "2h", "1d"; or a number of seconds',
    ]);
  }
  onTestEnd(() => clock.release());
  await startSchedules();
  await clock.advance(milliseconds);
  return null;
}

let schedules: (() => Promise<Scheduler>) | null = null;
let hasTicks = false;

/** Sets what gives the scheduler of the application under test, whose top level has run then; null when it schedules nothing. */
export function setSchedules(start: (() => Promise<Scheduler>) | null): void {
  schedules = start;
  hasTicks = false;
}

/** Has the stopped clock run the ticks of the application. */
async function startSchedules(): Promise<void> {
  if (schedules === null || hasTicks) return;
  hasTicks = true;
  const scheduler = await schedules();
  const { clock } = running();
  // Before the clock is stopped nothing is due.
  clock.attach(scheduler);
}

/** Runs a scheduled function now, with its further attempts; waits for its end. */
export async function runSchedule(name: string): Promise<null> {
  const scheduler = await schedules?.();
  const run = scheduler?.runNow(name);
  if (!scheduler || !run) {
    const names = scheduler?.jobs.map(({ schedule }) => schedule.name) ?? [];
    fail("run/bad-argument", `no scheduled function is called ${JSON.stringify(name)}`, [
      names.length === 0
        ? "the application has no `@cron` or `@every` function"
        : `there are ${names.map((one) => `\`${one}\``).join(", ")}`,
    ]);
  }
  await run;
  return null;
}

function millisecondsOf(by: unknown): number | null {
  if (typeof by === "string") return parseDuration(by);
  const seconds = by instanceof FloatBox ? by.value : typeof by === "bigint" ? Number(by) : by;
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1000 : null;
}

export function clockNow(): FitzDateTime {
  return dateTimeFromMilliseconds(running().now());
}

/** Sets a variable of the environment, or takes it away (null), until the test ends. */
export function setVariable(key: string, value: string | null): void {
  const host = running();
  if (value === null) host.unset(key);
  else host.env.set(key, value);
}

/** Switches a feature flag until the test ends. */
export function setFlag(name: string, on: boolean): void {
  running();
  overrideFlag(name, on);
  onTestEnd(() => overrideFlag(name, null));
}

/** One record of the log, as tests see it. */
export class LogRecord extends Instance {
  constructor(
    readonly level: string,
    readonly msg: string,
    readonly target: string,
    readonly fields: FitzMap,
    readonly trace_id: string | null,
    readonly timestamp: FitzDateTime,
  ) {
    super();
  }
}

function field(name: string): FieldInfo {
  return {
    name,
    property: name,
    isFloat: false,
    isPrivate: false,
    isHidden: false,
    accept: (value) => value,
  };
}
const INFO: TypeInfo = {
  name: "LogRecord",
  fields: ["level", "msg", "target", "fields", "trace_id", "timestamp"].map(field),
  methods: {},
};
Object.defineProperty(LogRecord.prototype, "info", { value: INFO });

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];
let records: LogRecord[] = [];

/** Keeps the records of each test, whatever `FITZ_LOG` lets through. */
export function captureLogs(): void {
  onTestStart(() => {
    records = [];
  });
  onLogRecord((target, level, message, fields, trace: TraceIds | null) => {
    const time = dateTimeFromMilliseconds(running().now());
    records.push(new LogRecord(level, message, target, new FitzMap(fields), trace?.traceId ?? null, time));
  });
}

/** The records of the running test that are of a level or a graver one. */
export function capturedLogs(level: string): LogRecord[] {
  const least = LEVELS.indexOf(level as LogLevel);
  if (least < 0) {
    fail("run/bad-argument", `unknown log level ${JSON.stringify(level)}`, [
      `the levels are ${LEVELS.map((one) => `"${one}"`).join(", ")}`,
    ]);
  }
  return records.filter((one) => LEVELS.indexOf(one.level as LogLevel) >= least);
}
