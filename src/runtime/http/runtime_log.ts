/** Records of the runtime itself (production.md 7.2); the program's own go through `stdlib/log`. One line each, on stderr. */
import { host } from "../host.ts";

export type LogLevel = "DEBUG" | "INFO" | "WARN" | "ERROR";

/** `FITZ_LOG_FORMAT`, else by where stderr goes. */
export function isPrettyLog(): boolean {
  const format = host().env.get("FITZ_LOG_FORMAT");
  return format === "pretty" || (format !== "json" && host().isStderrTerminal);
}

/** Writes one record. Values of fields are JSON data. */
export function logRecord(
  level: LogLevel,
  message: string,
  fields: readonly (readonly [string, unknown])[],
  traceId: string | null = null,
): void {
  const timestamp = new Date(host().now()).toISOString();
  if (isPrettyLog()) {
    const tail = fields.map(([name, value]) =>
      ` ${name}=${typeof value === "string" ? pretty(value) : JSON.stringify(value)}`
    );
    const trace = traceId === null ? "" : ` trace_id=${traceId}`;
    host().stderr(`${timestamp} ${level} ${message}${trace}${tail.join("")}\n`);
    return;
  }
  const record: Record<string, unknown> = { timestamp, level, msg: message };
  if (traceId !== null) record.trace_id = traceId;
  for (const [name, value] of fields) record[name] = value;
  host().stderr(`${JSON.stringify(record)}\n`);
}

function pretty(text: string): string {
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
