/** `FITZ_ADMIN_ADDR`: a second listener that serves probes only (production.md 2). */
import { host } from "../host/host.ts";
import type { HttpProgram, HttpSettings, ProbeFunction } from "./http_program.ts";
import { HttpServer } from "./http_server.ts";
import { openPort, type Port } from "./port/port.ts";
import { serverSettings, StartupError } from "./settings.ts";

/** Whether the service behind the port is stopping. */
interface ServiceStatus {
  readonly isDraining: boolean;
}

/** Opens the port beside a server; null when the environment names none. @throws StartupError */
export async function openAdminPort(server: HttpServer): Promise<Port | null> {
  const address = adminAddress();
  return address && await open(server.program, server.settings, server, address);
}

/** Opens the port of a service that has no other one; null when the environment names none. @throws StartupError */
export async function openAdminOnly(
  probes: { readonly healthz: ProbeFunction | null; readonly readyz: ProbeFunction | null },
  settings: HttpSettings | null,
  status: ServiceStatus,
): Promise<Port | null> {
  const address = adminAddress();
  const given = settings ?? serverSettings({});
  const { healthz, readyz } = probes;
  return address && await open({ healthz, readyz, usesTraceContext: false }, given, status, address);
}

function open(
  probes: Pick<HttpProgram, "healthz" | "readyz" | "usesTraceContext">,
  settings: HttpSettings,
  status: ServiceStatus,
  address: { hostname: string; port: number },
): Promise<Port> {
  const program: HttpProgram = {
    ...probes,
    settings: () => settings,
    routes: [],
    dispatch: () => undefined,
    answerRules: null,
    sockets: null,
  };
  const admin = new HttpServer(program, { ...settings, docs: false, staticFiles: null }, {
    document: () => "",
  });
  const handle: HttpServer["handle"] = (request, info) => {
    admin.isDraining = status.isDraining;
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
