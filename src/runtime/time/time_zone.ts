/** Offsets of time zones, from the host's time zone database. */
import { host } from "../host/host.ts";
import { type FitzDateTime, localText } from "../values/date_time.ts";
import { twoDigits } from "../values/date.ts";

const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Writes the offset of a zone; null for a name that is no IANA zone. */
function offsetFormat(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  // Hosts also take bare offsets, which are no zones.
  if (/^[A-Za-z]/.test(zone)) {
    try {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        timeZoneName: "longOffset",
        year: "numeric",
      });
    } catch {
      format = null;
    }
  }
  // Only names that exist are remembered, and not without end: case does not matter in them.
  if (format) {
    if (formats.size >= 1000) formats.clear();
    formats.set(zone, format);
  }
  return format;
}

/** Whole minutes east of UTC at an instant. */
function offsetMinutes(format: Intl.DateTimeFormat, seconds: number): number {
  const parts = format.formatToParts(seconds * 1000);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const found = /([+-])(\d+):(\d+)/.exec(name.replace("\u2212", "-"));
  if (!found) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** Milliseconds that the clocks of a zone are ahead of UTC at an instant (milliseconds since 1970); null for an unknown zone. */
export function zoneOffset(zone: string, time: number): number | null {
  const format = offsetFormat(zone);
  return format && offsetMinutes(format, Math.floor(time / 1000)) * 60_000;
}

/** `2026-03-09T13:30:00-03:00`: the instant as the clocks of a zone show it; null for an unknown zone. */
export function inTimeZone(time: FitzDateTime, zone: string): string | null {
  const format = offsetFormat(zone);
  if (!format) return null;
  const offset = offsetMinutes(format, time.seconds);
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  return `${localText(time, offset * 60)}${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** The zone of the system: the variable `TZ` when it names one, else the host's setting. */
export function systemZone(): string {
  const wanted = host().env.get("TZ")?.replace(/^:/, "");
  return wanted && offsetFormat(wanted) ? wanted : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
