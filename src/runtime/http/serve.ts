/** Listening, start-up output and graceful stop: web.md 3.4–3.6, production.md 2–4. */
import type { ProgramSources } from "../failures/failure_report.ts";
import type { Conclusion } from "./conclusion.ts";
import { host } from "../host/host.ts";
import { watchEventLoop } from "../program/loop_monitor.ts";
import { readLogSettings } from "../log/log_record.ts";
import { readSetting } from "../host/setting.ts";
import { drain, drainDelay, type DrainPart, isAtTerminal, stopRequest } from "./drain.ts";
import type { DocumentName } from "./automatic_paths.ts";
import { HttpServer, type HttpServerOptions } from "./http_server.ts";
import type { HttpProgram } from "./http_program.ts";
import type { Scheduler } from "../jobs/scheduler.ts";
import { openPort, type Port, shownAddress } from "./port/port.ts";
import { linkNodes } from "../sockets/link_nodes.ts";
import { logRecord } from "./runtime_log.ts";
import type { FileSource } from "./static/file_source.ts";
import type { FirstWorker } from "./workers/first_worker.ts";
import type { OtherWorkers } from "./workers/other_workers.ts";
import type { StartWorker } from "./workers/protocol.ts";

export interface ServeOptions {
  /** Text of `/openapi.json` or `/asyncapi.json`. */
  document(name: DocumentName): string | Promise<string>;
  /** The sources behind stack traces, for log records. */
  sources?(): ProgramSources;
  /** Asks for the same stop as a signal; without the exit of a second one. */
  readonly stop?: AbortSignal;
  /** Told the address once the port is bound. */
  onListening?(address: { hostname: string; port: number }): void;
  /** What else a stop has to end: spawned tasks of the program. */
  readonly parts?: readonly DrainPart[];
  /** Runs beside the server, in the first worker. */
  readonly scheduler?: Scheduler | null;
  /** Seconds between a stop and the closing of the port, over the environment. */
  readonly drainDelaySeconds?: number;
  /** Static files that the executable carries. */
  readonly embeddedFiles?: FileSource;
  /** Makes further workers; without it the service has one, whatever its settings say. */
  readonly startWorker?: StartWorker;
  /** In a further worker: the one that it belongs to. */
  readonly firstWorker?: FirstWorker;
  /** Of the program; null without one. */
  readonly packageName?: string | null;
  /** What the tools of the language do to every answer. */
  readonly conclusions?: readonly Conclusion[];
  /** See HttpServerOptions. */
  readonly startsAgain?: boolean;
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
    document: options.document,
    sources: options.sources,
    requestLog: requestLog(),
    ...(options.conclusions ? { conclusions: options.conclusions } : {}),
    ...(options.startsAgain ? { startsAgain: true } : {}),
    ...(options.embeddedFiles ? { embeddedFiles: options.embeddedFiles } : {}),
    ...(options.firstWorker ? { probes: probesOf(program, options.firstWorker) } : {}),
  });
  await server.openStaticFiles();
  const packageName = options.packageName ?? null;
  await linkNodes(server.sockets, packageName);
  const parts = [...server.drainParts, ...options.parts ?? []];
  const { host: hostname, port: number, tls } = settings;
  if (options.firstWorker) {
    await linkJobs(options.scheduler ?? null);
    const port = await openPort(server.handle, { hostname, port: number, tls, isShared: true });
    const unwatch = watchEventLoop((start) => server.handlerSince(start));
    await options.firstWorker.serve(server, port, parts);
    unwatch();
    return 0;
  }
  const isShared = settings.workers > 1 && options.startWorker !== undefined;
  const port = await openPort(server.handle, { hostname, port: number, tls, isShared });
  const adminPort = host().env.get("FITZ_ADMIN_ADDR")
    ? await (await import("./admin_port.ts")).openAdminPort(server)
    : null;
  const schedules = options.scheduler ? await import("../jobs/run_scheduler.ts") : null;
  if (schedules) parts.push(await schedules.runScheduler(options.scheduler!));
  // Who reads the announcement may ask for the stop at once.
  const stopped = stopRequest(options.stop);
  const others = isShared ? await otherWorkers(server, options.startWorker!) : null;
  if (isShared && others === null) return 1;
  await linkNodes(server.sockets, packageName);
  if (isShared) await linkJobs(options.scheduler ?? null);
  announce(server, port);
  schedules?.announceSchedules(options.scheduler!);
  options.onListening?.(port);

  const unwatch = watchEventLoop((start) => server.handlerSince(start));
  const reason = await stopped;
  await drain(server, [...parts, ...others?.drainParts() ?? []], {
    delaySeconds: isAtTerminal(reason) ? 0 : delay,
    timeoutSeconds: settings.shutdownTimeoutSeconds,
    close: () => port.shutdown(),
  });
  await adminPort?.shutdown();
  others?.terminate();
  unwatch();
  return 0;
}

/** The workers of the process know each other's tasks and runs. */
async function linkJobs(scheduler: Scheduler | null): Promise<void> {
  (await import("../jobs/link_workers.ts")).linkWorkers(scheduler);
}

/** Functions of probes run once in a process: in the first worker. */
function probesOf(program: HttpProgram, first: FirstWorker): HttpServerOptions["probes"] {
  return {
    ...(program.healthz ? { healthz: first.probe("healthz") } : {}),
    ...(program.readyz ? { readyz: first.probe("readyz") } : {}),
  };
}

/** Starts the other workers; null when one of them could not. */
async function otherWorkers(server: HttpServer, startWorker: StartWorker): Promise<OtherWorkers | null> {
  const { OtherWorkers } = await import("./workers/other_workers.ts");
  const others = new OtherWorkers(server, server.settings.workers);
  return await others.start(startWorker) ? others : null;
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
