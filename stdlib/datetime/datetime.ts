/** `DateTime` (stdlib.md section 16). */
import { civil, weekday } from "../../src/runtime/time/calendar.ts";
import { formatDateTime } from "../../src/runtime/time/date_pattern.ts";
import { host } from "../../src/runtime/host/host.ts";
import { type Int, intNeg } from "../../src/runtime/operations/int.ts";
import { quoteText } from "../../src/runtime/text/text.ts";
import { inTimeZone, systemZone } from "../../src/runtime/time/time_zone.ts";
import { FitzDate } from "../../src/runtime/values/date.ts";
import {
  dateTimeAdd,
  dateTimeAddMonths,
  dateTimeDifference,
  dateTimeFromMilliseconds,
  dateTimeFromSeconds,
  dateTimeToString,
  dayOf,
  FitzDateTime,
  parseDateTime,
  secondOfDay,
} from "../../src/runtime/values/date_time.ts";
import { Err, Ok, type Result } from "../../src/runtime/values/result.ts";

function parse(text: string): Result {
  const time = parseDateTime(text);
  return time ? new Ok(time) : new Err(`not a date and time: ${quoteText(text)}`);
}

function fromTimestamp(seconds: Int): Result {
  const time = dateTimeFromSeconds(Number(seconds));
  return time ? new Ok(time) : new Err(`timestamp out of range: ${seconds}`);
}

function inZone(time: FitzDateTime, zone: string): Result {
  const text = inTimeZone(time, zone);
  return text === null ? new Err(`unknown time zone: ${quoteText(zone)}`) : new Ok(text);
}

/** `add_<unit>` and `subtract_<unit>` for units of `size` seconds. */
const adding = (size: number, unit: string) => (time: FitzDateTime, count: Int) =>
  dateTimeAdd(time, count, size, unit);
const subtracting = (size: number, unit: string) => (time: FitzDateTime, count: Int) =>
  dateTimeAdd(time, intNeg(count), size, unit);
const difference = (size: number) => (time: FitzDateTime, other: FitzDateTime) =>
  dateTimeDifference(time, other, size);

export const implementations = {
  "DateTime.now": () => dateTimeFromMilliseconds(host().now()),
  "DateTime.epoch": () => new FitzDateTime(0, 0),
  "DateTime.parse": parse,
  "DateTime.from_timestamp": fromTimestamp,
  "DateTime.year": (time: FitzDateTime) => civil(dayOf(time)).year,
  "DateTime.month": (time: FitzDateTime) => civil(dayOf(time)).month,
  "DateTime.day": (time: FitzDateTime) => civil(dayOf(time)).day,
  "DateTime.weekday": (time: FitzDateTime) => weekday(dayOf(time)),
  "DateTime.hour": (time: FitzDateTime) => Math.floor(secondOfDay(time) / 3600),
  "DateTime.minute": (time: FitzDateTime) => Math.floor(secondOfDay(time) / 60) % 60,
  "DateTime.second": (time: FitzDateTime) => secondOfDay(time) % 60,
  "DateTime.timestamp": (time: FitzDateTime) => time.seconds,
  "DateTime.timestamp_ms": (time: FitzDateTime) => time.seconds * 1000 + Math.floor(time.micros / 1000),
  "DateTime.add_seconds": adding(1, "seconds"),
  "DateTime.add_minutes": adding(60, "minutes"),
  "DateTime.add_hours": adding(3600, "hours"),
  "DateTime.add_days": adding(86400, "days"),
  "DateTime.add_months": (time: FitzDateTime, count: Int) => dateTimeAddMonths(time, count, 1, "months"),
  "DateTime.add_years": (time: FitzDateTime, count: Int) => dateTimeAddMonths(time, count, 12, "years"),
  "DateTime.subtract_seconds": subtracting(1, "seconds"),
  "DateTime.subtract_minutes": subtracting(60, "minutes"),
  "DateTime.subtract_hours": subtracting(3600, "hours"),
  "DateTime.subtract_days": subtracting(86400, "days"),
  "DateTime.subtract_months": (time: FitzDateTime, count: Int) =>
    dateTimeAddMonths(time, intNeg(count), 1, "months"),
  "DateTime.subtract_years": (time: FitzDateTime, count: Int) =>
    dateTimeAddMonths(time, intNeg(count), 12, "years"),
  "DateTime.diff_seconds": difference(1),
  "DateTime.diff_minutes": difference(60),
  "DateTime.diff_hours": difference(3600),
  "DateTime.diff_days": difference(86400),
  "DateTime.date": (time: FitzDateTime) => new FitzDate(dayOf(time)),
  "DateTime.to_str": dateTimeToString,
  "DateTime.format": formatDateTime,
  "DateTime.to_local": (time: FitzDateTime) => inTimeZone(time, systemZone()),
  "DateTime.in_tz": inZone,
};
