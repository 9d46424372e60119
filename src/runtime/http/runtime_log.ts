/** Records of the runtime itself (production.md 7.2), by the same filter and in the same form as the program's own. */
import { type LogLevel, logRecord as writeRecord, type TraceIds } from "../log/log_record.ts";

/** Writes one record of the target that its name says: `http.error` is one of `http`, `server.stopped` one of `runtime`. Values of fields are JSON data. */
export function logRecord(
  level: Uppercase<LogLevel>,
  message: string,
  fields: readonly (readonly [string, unknown])[],
  trace: TraceIds | null = null,
): void {
  const target = message.startsWith("http.") ? "http" : "runtime";
  writeRecord(target, level.toLowerCase() as LogLevel, message, fields, trace);
}
