/** A calendar day of the years 1 to 9999 (stdlib.md section 15). */
import { addMonths, civil, dayNumber, isDay, isDayNumber } from "../time/calendar.ts";
import { fail } from "../failures/failure.ts";
import type { Int } from "../operations/int.ts";
import { defineKind } from "../operations/kind.ts";

export class FitzDate {
  constructor(
    /** Days since 1970-01-01. */
    readonly days: number,
  ) {}
}

const TEXT = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;

/** The date of the parts; null when there is no such day. */
export function dateFromParts(year: number, month: number, day: number): FitzDate | null {
  return isDay(year, month, day) ? new FitzDate(dayNumber(year, month, day)) : null;
}

/** The date written exactly `YYYY-MM-DD`; null for any other text. */
export function parseDate(text: string): FitzDate | null {
  const parts = TEXT.exec(text);
  return parts && dateFromParts(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** `2026-03-09` */
export function dateToString(date: FitzDate): string {
  return dayText(date.days);
}

/** A day number as `YYYY-MM-DD`. */
export function dayText(days: number): string {
  const { year, month, day } = civil(days);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function twoDigits(value: number): string {
  return value < 10 ? "0" + value : "" + value;
}

/** The day `count` days later; `run/bad-argument` outside the years 1 to 9999. */
export function dateAddDays(date: FitzDate, count: Int): FitzDate {
  const days = date.days + Number(count);
  return isDayNumber(days) ? new FitzDate(days) : outside(dateToString(date), count, "days");
}

/** The day `count` months later, at most the last one of its month; `run/bad-argument` outside the years 1 to 9999. */
export function dateAddMonths(date: FitzDate, count: Int): FitzDate {
  const days = addMonths(date.days, Number(count));
  return isDayNumber(days) ? new FitzDate(days) : outside(dateToString(date), count, "months");
}

/** The same day `count` years later, Feb 28 for a leap day; `run/bad-argument` outside the years 1 to 9999. */
export function dateAddYears(date: FitzDate, count: Int): FitzDate {
  const days = addMonths(date.days, Number(count) * 12);
  return isDayNumber(days) ? new FitzDate(days) : outside(dateToString(date), count, "years");
}

/** Raises the error for a result outside the years 1 to 9999. */
export function outside(start: string, count: Int, unit: string): never {
  return fail("run/bad-argument", `\`${start}\` plus ${count} ${unit} is outside the years 1 to 9999`);
}

defineKind(FitzDate, {
  name: "Date",
  display: dateToString,
  equals: (a, b) => a.days === b.days,
  compare: (a, b) => a.days - b.days,
  key: dateToString,
});
