/** Names of time zones, as the checker and running programs know them: those of the host's time zone database. Imports nothing. */

/** Whether a text is the name of an IANA time zone, in any case. */
export function isTimeZone(name: string): boolean {
  // Hosts also take bare offsets, which are no zones.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
