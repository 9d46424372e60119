/** Listening, start-up output and graceful stop: web.md 3.4–3.6, production.md 2–4. */
import type { ProgramSources } from "../failures/failure_report.ts";
import type { Conclusion } from "./conclusion.ts";
import { host } from "../host/host.ts";
import { watchEventLoop } from "../program/loop_monitor.ts";
import { readLogSettings } from "../log/log_record.ts";
import { readSetting } from "../host/setting.ts";
import { drain, drainDelay, isAtTerminal, stopRequest } from "./drain.ts";
import { HttpServer } from "./http_server.ts";
import type { HttpProgram } from "./http_program.ts";
import { openPort, type Port, shownAddress } from "./port/port.ts";
import { logRecord } from "./runtime_log.ts";
import { StartupError } from "./settings.ts";

export interface ServeOptions {
  /** Text of `/openapi.json`. */
  openapi(): string | Promise<string>;
  /** The sources behind stack traces, for log records. */
  sources?(): ProgramSources;
  /** Asks for the same stop as a signal; without the exit of a second one. */
  readonly stop?: AbortSignal;
  /** Told the address once the port is bound. */
  onListening?(address: { hostname: string; port: number }): void;
  /** Spawned tasks of the program that a stop waits for. */
  settleTasks?(): Promise<unknown>;
  /** Seconds between a stop and the closing of the port, over the environment. */
  readonly drainDelaySeconds?: number;
  /** What the tools of the language do to every answer. */
  readonly conclusions?: readonly Conclusion[];
}

/**
 * Serves until a signal comes and the requests in flight have ended.
 *
 * @returns the exit code
 * @throws StartupError when a setting is wrong or the port cannot be bound
 */
export async function serve(program: HttpProgram, options: ServeOptions): Promise<number> {
  readLogSettings();
  const delay = options.drainDelaySeconds ?? drainDelay();
  const settings = program.settings();
  const server = new HttpServer(program, settings, {
    openapi: options.openapi,
    sources: options.sources,
    requestLog: requestLog(),
    ...(options.conclusions ? { conclusions: options.conclusions } : {}),
  });
  await server.openStaticFiles();
  const admin = adminAddress();
  const { host: hostname, port: number, tls } = settings;
  const port = await openPort(server.handle, { hostname, port: number, tls, isShared: false });
  const adminPort = admin ? await openAdminPort(server, admin) : null;
  // Who reads the announcement may ask for the stop at once.
  const stopped = stopRequest(options.stop);
  announce(server, port);
  options.onListening?.(port);

  const unwatch = watchEventLoop((start) => server.handlerSince(start));
  const reason = await stopped;
  await drain(server, [...server.drainParts, { closing: options.settleTasks }], {
    delaySeconds: isAtTerminal(reason) ? 0 : delay,
    timeoutSeconds: settings.shutdownTimeoutSeconds,
    close: () => port.shutdown(),
  });
  await adminPort?.shutdown();
  unwatch();
  return 0;
}

/** `FITZ_ADMIN_ADDR`: a second listener for probes only. */
function openAdminPort(server: HttpServer, address: { hostname: string; port: number }): Promise<Port> {
  const program: HttpProgram = {
    ...server.program,
    routes: [],
    dispatch: () => undefined,
    answerRules: null,
  };
  const admin = new HttpServer(program, { ...server.settings, docs: false, staticFiles: null }, {
    openapi: () => "",
  });
  const handle: HttpServer["handle"] = (request, info) => {
    admin.isDraining = server.isDraining;
    return admin.handle(request, info);
  };
  return openPort(handle, { ...address, tls: null, isShared: false });
}

function adminAddress(): { hostname: string; port: number } | null {
  const text = host().env.get("FITZ_ADMIN_ADDR");
  if (!text) return null;
  const match = /^\[?([0-9a-fA-F.:]+)\]?:([0-9]{1,5})$/.exec(text);
  if (!match) throw new StartupError(`FITZ_ADMIN_ADDR '${text}' is not an address such as 127.0.0.1:9000`);
  return { hostname: match[1], port: Number(match[2]) };
}

function announce(server: HttpServer, { hostname, port }: Port): void {
  const scheme = server.settings.tls === null ? "http" : "https";
  const url = `${scheme}://${shownAddress(hostname, port)}`;
  const { routes } = server.program;
  const automatic = server.automatic.list();
  if (host().env.get("FITZ_LOG_FORMAT") === "json") {
    logRecord("INFO", "server.listening", [
      ["address", url],
      ["host", hostname],
      ["port", port],
      ["routes", routes.map(({ method, template }) => `${method} ${template}`)],
    ]);
    return;
  }
  const { staticFiles } = server.settings;
  const staticPath = staticFiles === null ? null : `${staticFiles.prefix}/…`;
  const line = (method: string, path: string) => `  ${method.padEnd(8)}${path}\n`;
  let text = `Fitz HTTP listening on ${url}\n`;
  for (const { method, template } of routes) text += line(method, template);
  const own = new Set(routes.filter(({ method }) => method === "GET").map(({ template }) => template));
  for (const path of automatic) if (!own.has(path)) text += line("GET", path);
  if (staticPath !== null) text += line("GET", staticPath);
  if (!server.settings.docs) text += "  docs disabled\n";
  host().stderr(text);
}

const REQUEST_LOGS = { "1": "short", true: "short", verbose: "verbose", "0": "off", false: "off" } as const;

function requestLog(): "off" | "short" | "verbose" {
  return readSetting<"off" | "short" | "verbose">(
    "FITZ_HTTP_LOG",
    "off",
    (text) => Object.hasOwn(REQUEST_LOGS, text) ? REQUEST_LOGS[text as keyof typeof REQUEST_LOGS] : undefined,
  );
}
