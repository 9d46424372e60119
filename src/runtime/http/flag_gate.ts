/** `@flag` on routes: web.md 18. */
import { isEnabled } from "../flags/flags.ts";
import type { Exchange } from "./exchange.ts";

/** The 404 answer while the flag is off, else undefined. */
export function flagIsOff(exchange: Exchange, name: string): Response | undefined {
  return isEnabled(name) ? undefined : exchange.error(404, `feature '${name}' disabled`);
}
