/** An instant with microseconds, years 1 to 9999 (stdlib.md section 16). */
import { addMonths, FIRST_DAY, isDayNumber, LAST_DAY } from "../time/calendar.ts";
import type { Int } from "../operations/int.ts";
import { defineKind } from "../operations/kind.ts";
import { dayText, type FitzDate, outside, parseDate, twoDigits } from "./date.ts";

const DAY = 86400;
/** First and last second of the years 1 to 9999. */
const FIRST_SECOND = FIRST_DAY * DAY;
const LAST_SECOND = LAST_DAY * DAY + DAY - 1;

export class FitzDateTime {
  constructor(
    /** Whole seconds since 1970-01-01T00:00:00Z, rounded down. */
    readonly seconds: number,
    /** 0 to 999999. */
    readonly micros: number,
  ) {}
}

/** The instant; null outside the years 1 to 9999. */
export function dateTimeFromSeconds(seconds: number, micros = 0): FitzDateTime | null {
  return seconds >= FIRST_SECOND && seconds <= LAST_SECOND ? new FitzDateTime(seconds, micros) : null;
}

/** The instant of a count of milliseconds since 1970, possibly with a fraction. */
export function dateTimeFromMilliseconds(milliseconds: number): FitzDateTime {
  const micros = Math.floor(milliseconds * 1000);
  const seconds = Math.floor(micros / 1e6);
  return new FitzDateTime(seconds, micros - seconds * 1e6);
}

/** Midnight UTC of a day. */
export function dateTimeFromDate(date: FitzDate): FitzDateTime {
  return new FitzDateTime(date.days * DAY, 0);
}

const TEXT = new RegExp(
  "^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]+))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
);

/** The instant of an ISO 8601 text: without zone UTC, a date alone is its midnight; null for any other text. */
export function parseDateTime(text: string): FitzDateTime | null {
  const parts = TEXT.exec(text);
  const date = parts && parseDate(parts[1]);
  if (!date) return null;
  const [, , hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = parts;
  const offset = zoneOffset(zone);
  if (offset === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const time = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return dateTimeFromSeconds(date.days * DAY + time - offset, Number(fraction.slice(0, 6).padEnd(6, "0")));
}

/** Seconds east of UTC of `Z` or `+HH:MM`; null when out of range. */
function zoneOffset(zone: string): number | null {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4));
  if (hours > 23 || minutes > 59) return null;
  return (zone[0] === "-" ? -60 : 60) * (hours * 60 + minutes);
}

/** Day number of the instant in UTC. */
export function dayOf(time: FitzDateTime): number {
  return Math.floor(time.seconds / DAY);
}

/** Seconds since midnight UTC. */
export function secondOfDay(time: FitzDateTime): number {
  return time.seconds - dayOf(time) * DAY;
}

/** `2026-03-09T16:30:00Z`, with three or six decimals when the fraction is not zero. */
export function dateTimeToString(time: FitzDateTime): string {
  return localText(time, 0) + "Z";
}

/** `2026-03-09T13:30:00`, as shown by a clock `offset` seconds ahead of UTC. */
export function localText(time: FitzDateTime, offset: number): string {
  const local = time.seconds + offset;
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  const clock = `${twoDigits(Math.floor(rest / 3600))}:${twoDigits(Math.floor(rest / 60) % 60)}:${
    twoDigits(rest % 60)
  }`;
  return `${dayText(days)}T${clock}${fractionText(time.micros)}`;
}

function fractionText(micros: number): string {
  if (micros === 0) return "";
  return micros % 1000 === 0
    ? "." + String(micros / 1000).padStart(3, "0")
    : "." + String(micros).padStart(6, "0");
}

/** `count` units of `size` seconds later; `run/bad-argument` outside the years 1 to 9999. */
export function dateTimeAdd(time: FitzDateTime, count: Int, size: number, unit: string): FitzDateTime {
  return dateTimeFromSeconds(time.seconds + Number(count) * size, time.micros) ??
    outside(dateTimeToString(time), count, unit);
}

/** `count` times `size` months later, at most the last day of the month; `run/bad-argument` outside the years 1 to 9999. */
export function dateTimeAddMonths(time: FitzDateTime, count: Int, size: number, unit: string): FitzDateTime {
  const days = addMonths(dayOf(time), Number(count) * size);
  if (!isDayNumber(days)) return outside(dateTimeToString(time), count, unit);
  return new FitzDateTime(days * DAY + secondOfDay(time), time.micros);
}

/** `a - b` in whole units of `size` seconds, toward zero. */
export function dateTimeDifference(a: FitzDateTime, b: FitzDateTime, size: number): number {
  let seconds = a.seconds - b.seconds;
  const micros = a.micros - b.micros;
  if (seconds > 0 && micros < 0) seconds--;
  else if (seconds < 0 && micros > 0) seconds++;
  return Math.trunc(seconds / size) + 0;
}

defineKind(FitzDateTime, {
  name: "DateTime",
  display: dateTimeToString,
  equals: (a, b) => a.seconds === b.seconds && a.micros === b.micros,
  compare: (a, b) => a.seconds - b.seconds || a.micros - b.micros,
  key: dateTimeToString,
});
