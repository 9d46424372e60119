import type { App } from "./manifest.ts";

/** Whether a program serves after its top level: it has routes, sockets or static files. */
export function isService({ routes, sockets, server }: App): boolean {
  return routes.length > 0 || sockets.length > 0 || Boolean(server?.staticFiles);
}
