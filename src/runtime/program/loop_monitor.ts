/** Tells when the event loop was blocked: production.md 8.2. One look in half a second, which keeps nothing alive. */
import { host } from "../host/host.ts";
import { logRecord } from "../log/log_record.ts";

const PERIOD_MS = 500;
const BLOCKED_MS = 1000;

/**
 * Writes `runtime.blocked` when nothing else could run for more than a second.
 *
 * @param handlerSince the function that ran all the time since a reading of the monotonic clock; null when that is not known
 * @returns ends the watching
 */
export function watchEventLoop(handlerSince: (start: number) => string | null): () => void {
  let last = host().monotonic();
  const timer = setInterval(() => {
    const now = host().monotonic();
    const blocked = now - last - PERIOD_MS;
    if (blocked > BLOCKED_MS) {
      const handler = handlerSince(now - blocked);
      const fields: [string, unknown][] = [["duration_ms", Math.round(blocked)]];
      if (handler !== null) fields.push(["handler", handler]);
      logRecord("runtime", "warn", "runtime.blocked", fields, null);
    }
    last = now;
  }, PERIOD_MS);
  Deno.unrefTimer(timer);
  return () => clearInterval(timer);
}
