/** Statements as logs and error messages show them: data.md 18, 20. */
import { host } from "../host/host.ts";
import { logRecord } from "../log/log_record.ts";
import type { Parameter, Statement } from "./driver.ts";
import { Oid } from "./oid.ts";
import { hiddenPlaceholders } from "./redaction.ts";

const MOST_SQL = 200;
const MOST_TEXT = 80;
const BARE: ReadonlySet<number> = new Set([Oid.int8, Oid.float8]);

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

function shownParameter({ text, type }: Parameter): string {
  if (text === null) return "null";
  if (type === Oid.bool) return text === "t" ? "true" : "false";
  return BARE.has(type) ? text : JSON.stringify(cut(text, MOST_TEXT));
}

/** ` params=[$1="ada", $2=42]`; "" without parameters. */
function shownParameters({ text, params }: Statement): string {
  if (params.length === 0) return "";
  const hidden = hiddenPlaceholders(text);
  const shown = params.map((param, i) =>
    `$${i + 1}=${hidden.has(i + 1) ? "<redacted>" : shownParameter(param)}`
  );
  return ` params=[${shown.join(", ")}]`;
}

/** A statement as error messages show it. */
export function statementText(statement: Statement): string {
  return cut(oneLine(statement.text), MOST_SQL) + shownParameters(statement);
}

/** Writes what `FITZ_DB_LOG` and `FITZ_DB_SLOW_MS` ask for. @param started reading of the monotonic clock */
export function logStatement(statement: Statement, started: number): void {
  const { env } = host();
  const mode = env.get("FITZ_DB_LOG");
  const slow = env.get("FITZ_DB_SLOW_MS");
  if (mode === undefined && slow === undefined) return;
  const duration = host().monotonic() - started;
  if (mode === "1" || mode === "true" || mode === "verbose") {
    const params = mode === "verbose" ? shownParameters(statement) : "";
    host().stderr(`[fitz-db ${duration.toFixed(1)}ms] ${oneLine(statement.text)}${params}\n`);
  }
  const limit = Number(slow);
  if (slow && limit >= 0 && duration >= limit) {
    logRecord(
      "runtime",
      "warn",
      "db.slow",
      [["duration_ms", Math.round(duration)], ["sql", oneLine(statement.text)]],
      null,
    );
  }
}
