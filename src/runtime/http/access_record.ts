/** `http.access`, one record per request whose answer has ended: production.md 8.2. */
import { host } from "../host/host.ts";
import { quoteJson } from "../json/quote.ts";
import { isLogged, isPrettyLog, type LogLevel, logRecord, timestampText } from "../log/log_record.ts";
import type { Conclusion } from "./conclusion.ts";
import { isStreamed } from "./deno_server_objects.ts";
import type { Exchange } from "./exchange.ts";
import type { RouteLabel } from "./http_program.ts";
import { requestValue } from "./request.ts";

const MESSAGE = "http.access";
const TARGET = "http";
const NO_ROUTE = "(none)";
/** What takes longer may have blocked the event loop. */
const SLOW_MS = 1000;
/** Texts of the thousandths of a duration. */
const THOUSANDTHS = Array.from({ length: 1000 }, (_, n) => n.toString().padStart(3, "0"));

/** Writes the record of each request that it sees; the answer stays as it is. */
export function accessRecord(routes: readonly RouteLabel[]): Conclusion {
  const known = routes.map((): StatusText => ({ status: 0, text: "" }));
  const statusText = (exchange: Exchange, route: RouteLabel | undefined, status: number): string => {
    if (route?.method !== exchange.method) {
      return labelText(exchange.method, targetOf(exchange, route), status);
    }
    const last = known[exchange.route];
    if (last.status === status) return last.text;
    const text = labelText(route.method, route.template, status);
    known[exchange.route] = { status, text };
    return text;
  };
  const write = (exchange: Exchange, status: number, isAborted: boolean) => {
    const ended = host().monotonic();
    const duration = ended - exchange.started;
    if (duration > SLOW_MS) exchange.server.noteSlow(exchange, ended);
    const level: LogLevel = exchange.isProbe ? "debug" : status >= 500 ? "error" : "info";
    if (!isLogged(TARGET, level)) return;
    const route = exchange.route < 0 ? undefined : routes[exchange.route];
    const hasDetails = isLogged(TARGET, "debug");
    if (hasDetails || isAborted || isPrettyLog()) {
      return writeDetails(exchange, route, { level, status, duration, isAborted, hasDetails });
    }
    const out = host();
    const line = headText(out.now(), level) + exchange.traceId + '","span_id":"' + exchange.spanId +
      statusText(exchange, route, status) + milliseconds(duration) + "}\n";
    if (out.stderrSoon) out.stderrSoon(line);
    else out.stderr(line);
  };
  return (exchange, answer) => {
    const { status } = answer;
    if (isStreamed(answer)) whenSent(exchange, (isAborted) => write(exchange, status, isAborted));
    else write(exchange, status, exchange.hasLeft);
    return answer;
  };
}

/** Tells when a streamed answer has ended, and whether its client left before. Without a host that knows, the end of what the program writes is all there is. */
function whenSent(exchange: Exchange, ended: (isAborted: boolean) => void): void {
  const { info, stream } = exchange;
  if (info?.completed) info.completed.then(() => ended(false), () => ended(true));
  else if (stream?.isOpen) {
    const { onEnd } = stream;
    stream.onEnd = (end) => {
      onEnd?.(end);
      ended(end === "aborted");
    };
  } else ended(false);
}

/** What all records of a route with one status share; most answers have the status of the one before. */
interface StatusText {
  readonly status: number;
  readonly text: string;
}

function labelText(method: string, target: string, status: number): string {
  return `","http.method":${quoteJson(method)},"http.target":${
    quoteJson(target)
  },"http.status_code":${status},"duration_ms":`;
}

let headTime = NaN;
let headLevel: LogLevel = "info";
let head = "";

/** The beginning of a record up to the trace id; the same for all of a millisecond. */
function headText(now: number, level: LogLevel): string {
  const time = Math.floor(now);
  if (time === headTime && level === headLevel) return head;
  headTime = time;
  headLevel = level;
  return head = `{"timestamp":"${
    timestampText(now)
  }","level":"${level.toUpperCase()}","msg":"http.access","trace_id":"`;
}

function targetOf(exchange: Exchange, route: RouteLabel | undefined): string {
  return route?.template ?? exchange.automaticPath ?? NO_ROUTE;
}

/** With three decimals, which is quicker to write than the shortest form. */
function milliseconds(duration: number): string {
  const thousandths = Math.round(duration * 1000);
  const whole = Math.floor(thousandths / 1000);
  return `${whole}.${THOUSANDTHS[thousandths - whole * 1000]}`;
}

interface Details {
  readonly level: LogLevel;
  readonly status: number;
  readonly duration: number;
  readonly isAborted: boolean;
  readonly hasDetails: boolean;
}

function writeDetails(exchange: Exchange, route: RouteLabel | undefined, details: Details): void {
  const { level, status, duration, isAborted, hasDetails } = details;
  const fields: [string, unknown][] = [
    ["http.method", exchange.method],
    ["http.target", targetOf(exchange, route)],
    ["http.status_code", status],
    ["duration_ms", Number(milliseconds(duration))],
  ];
  if (hasDetails) fields.push(["client.ip", requestValue(exchange).ip], ["http.path", exchange.rawPath]);
  if (isAborted) fields.push(["aborted", true]);
  logRecord(TARGET, level, MESSAGE, fields, exchange);
}
