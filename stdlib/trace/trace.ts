/** The `trace` namespace (production.md sections 8.1, 10). */
import { currentContext } from "../../src/runtime/trace/trace_context.ts";

export const implementations = {
  "trace.id": (): string | null => currentContext()?.traceId ?? null,
  "trace.span_id": (): string | null => currentContext()?.spanId ?? null,
};
