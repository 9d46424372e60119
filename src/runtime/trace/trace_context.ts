/**
 * Which trace the running code belongs to, for log records, `trace.id()` and outgoing calls. Costs 2 µs per request, so only programs that look at it pay: until
 * `startTraceContext` has ended all of this does nothing.
 */
import type { AsyncLocalStorage } from "node:async_hooks";
import { setTraceIds } from "../log/log_record.ts";
import { newSpanId, newTraceId } from "./trace_id.ts";

/** A span of a trace: a request, a task, the start of a program. Makes its ids when somebody asks. */
export interface TraceContext {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits. */
  readonly spanId: string;
  /** Whether the trace is to be exported, as the first service of it decided. */
  readonly isSampled: boolean;
  /** The `tracestate` header that came with the trace. */
  readonly traceState: string | null;
}

let storage: AsyncLocalStorage<TraceContext> | undefined;

/** Must have ended before the first context is entered. */
export async function startTraceContext(): Promise<void> {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  storage ??= new AsyncLocalStorage<TraceContext>();
  setTraceIds(() => storage!.getStore() ?? null);
}

/** undefined outside requests, tasks and the start-up statements of services. */
export function currentContext(): TraceContext | undefined {
  return storage?.getStore();
}

/** Calls a function; it and all that it starts belong to `context`. */
export function runInContext<T, Args extends unknown[]>(
  context: TraceContext,
  action: (...args: Args) => T,
  ...args: Args
): T {
  return storage ? storage.run(context, action, ...args) : action(...args);
}

/** Makes a new span of the current trace; null where there is none. */
export function newSpan(): TraceContext | null {
  const parent = storage?.getStore();
  return parent ? spanBelow(parent) : null;
}

/** A trace of its own. */
export function newTrace(): TraceContext {
  return { traceId: newTraceId(), spanId: newSpanId(), isSampled: true, traceState: null };
}

function spanBelow({ traceId, isSampled, traceState }: TraceContext): TraceContext {
  return { traceId, spanId: newSpanId(), isSampled, traceState };
}
