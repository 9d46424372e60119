import type { App } from "./manifest.ts";

/** Whether a program has a port after its top level: it has routes, sockets or static files. */
export function servesHttp({ routes, sockets, server }: App): boolean {
  return routes.length > 0 || sockets.length > 0 || Boolean(server?.staticFiles);
}

/** Whether a program goes on after its top level: it serves, or has schedules. */
export function isService(app: App): boolean {
  return servesHttp(app) || app.schedules.length > 0;
}
