/** Where the sockets of an App are reached: realtime.md 15.2. */
import type { App } from "../../app/manifest.ts";
import type { JsonSchema } from "../openapi/schemas.ts";

const DEFAULT_ADDRESS = "127.0.0.1:3000";

/** `servers=` of `@server` as `server1`, `server2`, …; without it the declared address. */
export function serversOf({ server }: App): JsonSchema {
  const urls = server?.servers ?? null;
  if (urls === null) {
    const host = server === null ? DEFAULT_ADDRESS : address(server.host, server.port);
    return { default: { host, protocol: server?.hasTls ? "wss" : "ws" } };
  }
  return Object.fromEntries(urls.map((url, index) => [`server${index + 1}`, serverOf(url)]));
}

function address(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function serverOf(text: string): JsonSchema {
  if (!URL.canParse(text)) return { host: text, protocol: "ws" };
  const { host, pathname, protocol } = new URL(text);
  return {
    host,
    ...(pathname === "/" ? {} : { pathname }),
    protocol: protocol === "https:" || protocol === "wss:" ? "wss" : "ws",
  };
}
