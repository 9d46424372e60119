/** Log records: one line each on stderr, JSON or pretty (production.md section 7). */
import { type Host, host } from "../host/host.ts";
import { quoteJson } from "../json/quote.ts";
import { type LogFilter, type LogLevel, parseLogFilter, passes } from "./filter.ts";
import { logJson, logPretty, oneLine } from "./log_text.ts";

export type { LogLevel };

/** Fields in written order; values in uniform form. */
export type LogFields = Iterable<readonly [string, unknown]>;

export interface TraceIds {
  readonly traceId: string;
  readonly spanId: string | null;
}

/** Names that fields cannot have. */
export const RESERVED_FIELDS: ReadonlySet<string> = new Set([
  "level",
  "msg",
  "timestamp",
  "trace_id",
  "span_id",
]);

const FORMATS: ReadonlySet<string> = new Set(["", "json", "pretty"]);
const COLOURS: Record<LogLevel, number> = { debug: 90, info: 32, warn: 33, error: 31 };

interface Settings {
  readonly host: Host;
  filter: LogFilter;
  readonly isPretty: boolean;
  readonly isColoured: boolean;
}

/** Told of every record, also of those that the filter keeps back. */
export type LogListener = (
  target: string,
  level: LogLevel,
  message: string,
  fields: LogFields,
  trace: TraceIds | null,
) => void;

let listener: LogListener | null = null;

/** Has somebody listen to all records; null for nobody. */
export function onLogRecord(listen: LogListener | null): void {
  listener = listen;
}

let settings: Settings | undefined;
let traceIds: () => TraceIds | null = () => null;

/** Tells where records take their trace from: asked once per record that is written. */
export function setTraceIds(source: () => TraceIds | null): void {
  traceIds = source;
}

/** The settings of the running program, read from the environment at the first record. */
function current(): Settings {
  const now = host();
  if (settings?.host === now) return settings;
  const format = now.env.get("FITZ_LOG_FORMAT") ?? "";
  settings = {
    host: now,
    filter: parseLogFilter(now.env.get("FITZ_LOG") ?? ""),
    isPretty: format === "pretty" || (format !== "json" && (now.isStderrTerminal || now.isReport === true)),
    isColoured: now.isStderrTerminal && !now.env.get("NO_COLOR"),
  };
  warnInvalid(settings.filter, "FITZ_LOG");
  if (!FORMATS.has(format)) {
    const used = settings.isPretty ? "pretty" : "json";
    const fields = [["setting", "FITZ_LOG_FORMAT"], ["value", format], ["used", used]] as const;
    logRecord("runtime", "warn", "setting.ignored", fields, null);
  }
  return settings;
}

/** Reads the settings, if that has not been done: services say at their start what is wrong with them. */
export function readLogSettings(): void {
  current();
}

function warnInvalid(filter: LogFilter, source: string): void {
  for (const item of filter.invalid) {
    logRecord("runtime", "warn", "log.bad_filter", [["source", source], ["ignored", item]], null);
  }
}

/** Replaces the filter while the process lives; what is not valid in it is ignored with a warning. */
export function setLogFilter(text: string): void {
  const filter = parseLogFilter(text);
  current().filter = filter;
  warnInvalid(filter, "log.set_level");
}

/** Text of the filter in force. */
export function logFilterText(): string {
  return current().filter.text;
}

/** Whether the filter tells modules of the program apart, so that callers have to find out theirs. */
export function filtersModules(): boolean {
  return current().filter.namesModules;
}

/** Whether lines are in the form for people, not JSON. */
export function isPrettyLog(): boolean {
  return current().isPretty;
}

/** Whether anybody reads records of a level and target. */
export function isLogged(target: string, level: LogLevel): boolean {
  return listener !== null || passes(current().filter, level, target);
}

/**
 * Writes one record when the filter lets it through.
 *
 * @param target `app`, `app.<module path>`, or a part of the runtime: `http`, `ws`, `db`, `jobs`, `python`, `runtime`, `otel`
 * @param trace ids of the record; without it those of the running request or job
 */
export function logRecord(
  target: string,
  level: LogLevel,
  message: string,
  fields: LogFields,
  trace: TraceIds | null = traceIds(),
): void {
  listener?.(target, level, message, fields, trace);
  if (!passes(current().filter, level, target)) return;
  const { host: out, isPretty, isColoured } = current();
  const timestamp = timestampText(out.now());
  const line = isPretty
    ? prettyLine(timestamp, level, message, fields, trace, isColoured)
    : jsonLine(timestamp, level, message, fields, trace);
  out.stderr(line + "\n");
}

let shownTime = NaN;
let shownText = "";

/** ISO 8601 in UTC with milliseconds, of milliseconds since 1970. */
export function timestampText(now: number): string {
  const time = Math.floor(now);
  if (time === shownTime) return shownText;
  shownTime = time;
  return shownText = new Date(time).toISOString();
}

function jsonLine(
  timestamp: string,
  level: LogLevel,
  message: string,
  fields: LogFields,
  trace: TraceIds | null,
): string {
  let text = `{"timestamp":"${timestamp}","level":"${level.toUpperCase()}","msg":${logJson(message)}`;
  if (trace) {
    text += `,"trace_id":"${trace.traceId}"`;
    if (trace.spanId !== null) text += `,"span_id":"${trace.spanId}"`;
  }
  for (const [name, value] of fields) text += `,${quoteJson(name)}:${logJson(value)}`;
  return text + "}";
}

function prettyLine(
  timestamp: string,
  level: LogLevel,
  message: string,
  fields: LogFields,
  trace: TraceIds | null,
  isColoured: boolean,
): string {
  const name = level.toUpperCase();
  const shown = isColoured ? `\x1b[${COLOURS[level]}m${name}\x1b[0m` : name;
  let text = `${timestamp} ${shown} ${oneLine(message)}`;
  if (trace) text += ` trace_id=${trace.traceId}`;
  for (const [field, value] of fields) text += ` ${field}=${logPretty(value)}`;
  return text;
}
