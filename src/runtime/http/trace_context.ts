/** Which exchange the running code belongs to, for log records and `trace.id()`. Costs 2 µs per request, so only programs that look at it pay. */
import type { AsyncLocalStorage } from "node:async_hooks";
import { setTraceIds } from "../log/log_record.ts";
import type { Exchange } from "./exchange.ts";

let storage: AsyncLocalStorage<Exchange> | undefined;

/** Must have ended before the first `enterExchange`. */
export async function startTraceContext(): Promise<void> {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  storage ??= new AsyncLocalStorage<Exchange>();
  // Log records ask the exchange itself for `traceId` and `spanId`.
  setTraceIds(() => currentExchange() ?? null);
}

/** What follows in this call, and all that it starts, belongs to `exchange`. */
export function enterExchange(exchange: Exchange): void {
  storage?.enterWith(exchange);
}

/** undefined outside requests. */
export function currentExchange(): Exchange | undefined {
  return storage?.getStore();
}
