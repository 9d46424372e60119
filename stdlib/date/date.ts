/** `Date` (stdlib.md section 15). */
import { civil, weekday } from "../../src/runtime/time/calendar.ts";
import { formatDateTime } from "../../src/runtime/time/date_pattern.ts";
import { host } from "../../src/runtime/host/host.ts";
import { type Int, intNeg } from "../../src/runtime/operations/int.ts";
import { quoteText } from "../../src/runtime/text/text.ts";
import {
  dateAddDays,
  dateAddMonths,
  dateAddYears,
  dateFromParts,
  dateToString,
  FitzDate,
  parseDate,
} from "../../src/runtime/values/date.ts";
import { dateTimeFromDate } from "../../src/runtime/values/date_time.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

function daysFromToday(offset: number): FitzDate {
  return new FitzDate(Math.floor(host().now() / 86400000) + offset);
}

function fromYmd(year: Int, month: Int, day: Int): Result {
  const date = dateFromParts(Number(year), Number(month), Number(day));
  return date ? new Ok(date) : new Err(`not a date: ${year}-${month}-${day}`);
}

function parse(text: string): Result {
  const date = parseDate(text);
  return date ? new Ok(date) : new Err(`not a date: ${quoteText(text)}`);
}

export const implementations = {
  "Date.today": () => daysFromToday(0),
  "Date.tomorrow": () => daysFromToday(1),
  "Date.yesterday": () => daysFromToday(-1),
  "Date.from_ymd": fromYmd,
  "Date.parse": parse,
  "Date.year": (date: FitzDate) => civil(date.days).year,
  "Date.month": (date: FitzDate) => civil(date.days).month,
  "Date.day": (date: FitzDate) => civil(date.days).day,
  "Date.weekday": (date: FitzDate) => weekday(date.days),
  "Date.add_days": dateAddDays,
  "Date.add_months": dateAddMonths,
  "Date.add_years": dateAddYears,
  "Date.subtract_days": (date: FitzDate, count: Int) => dateAddDays(date, intNeg(count)),
  "Date.subtract_months": (date: FitzDate, count: Int) => dateAddMonths(date, intNeg(count)),
  "Date.subtract_years": (date: FitzDate, count: Int) => dateAddYears(date, intNeg(count)),
  "Date.diff_days": (date: FitzDate, other: FitzDate) => date.days - other.days,
  "Date.to_datetime": dateTimeFromDate,
  "Date.to_str": dateToString,
  "Date.format": (date: FitzDate, pattern: string) => formatDateTime(dateTimeFromDate(date), pattern),
};
