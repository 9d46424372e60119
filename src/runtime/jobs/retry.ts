/** The pauses before extra attempts: realtime.md 18.4. */
import type { Retry } from "../../app/manifest.ts";

/** Milliseconds before the attempt after attempt number `attempt` (from 1); null when that was the last one. */
export function pauseAfter(retry: Retry | null, attempt: number): number | null {
  if (retry === null || attempt > retry.max) return null;
  const { backoff, initialSeconds, maxSeconds } = retry;
  const factor = backoff === "constant" ? 1 : backoff === "linear" ? attempt : 2 ** (attempt - 1);
  return Math.min(initialSeconds * factor, maxSeconds) * 1000;
}
