/** Settings of the runtime in environment variables: a malformed one is a warning and its default (production.md 2). */
import { logRecord } from "../log/log_record.ts";
import { host } from "./host.ts";

/**
 * The value of a variable; unset and empty ones are the default.
 *
 * @param read gives undefined for a text that is none of its values
 */
export function readSetting<T>(name: string, otherwise: T, read: (text: string) => T | undefined): T {
  const text = host().env.get(name)?.trim() ?? "";
  if (text === "") return otherwise;
  const value = read(text);
  if (value !== undefined) return value;
  logRecord(
    "runtime",
    "warn",
    "setting.ignored",
    [["setting", name], ["value", text], ["used", otherwise]],
    null,
  );
  return otherwise;
}
