/** The hub of a server, with its limits and records. */
import { failureFields } from "../failures/error_record.ts";
import type { HttpServer } from "../http/http_server.ts";
import { logRecord } from "../log/log_record.ts";
import type { EndpointSpec } from "./endpoint.ts";
import { setCurrentHub, SocketHub } from "./hub.ts";

export function openSocketHub(server: HttpServer, specs: readonly EndpointSpec[]): SocketHub {
  const hub = new SocketHub(specs, {
    limits: server.settings.sockets,
    log: (level, message, fields, trace) => logRecord("ws", level, message, fields, trace),
    failureFields: (error) => failureFields(error, server.sources()),
  });
  setCurrentHub(hub);
  const [code, reason] = server.startsAgain ? [1012, "server restarting"] : [1001, "server shutting down"];
  server.onDrain({
    name: "sockets",
    count: () => hub.count,
    closing: () => hub.drain(code, reason, server.settings.shutdownTimeoutSeconds * 1000),
  });
  return hub;
}
