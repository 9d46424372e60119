/** Environment variables of the program. */
import { host } from "./host.ts";

/** The value of a variable; undefined when it is unset, also for texts that are no names. */
export function variable(key: string): string | undefined {
  return key === "" || /[=\0]/.test(key) ? undefined : host().env.get(key);
}
