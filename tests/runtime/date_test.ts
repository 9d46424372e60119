import assert from "node:assert/strict";
import { civil, dayNumber, daysInMonth, weekday } from "../../src/runtime/time/calendar.ts";
import { compare } from "../../src/runtime/operations/compare.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { parseDate } from "../../src/runtime/values/date.ts";
import { FitzDateTime, parseDateTime } from "../../src/runtime/values/date_time.ts";
import { findBadDirective } from "../../src/syntax/date_format.ts";
import { implementations as date } from "../../stdlib/date/date.ts";
import { implementations as datetime } from "../../stdlib/datetime/datetime.ts";
import { checkTable, fakeHost, type Row } from "./table.ts";

const library = { ...date, ...datetime };
const day = (text: string) => parseDate(text) ?? assert.fail(text);
const time = (text: string) => parseDateTime(text) ?? assert.fail(text);

Deno.test("calendar: every day of 1000 years follows the one before", () => {
  let days = dayNumber(1500, 1, 1);
  for (let year = 1500; year < 2500; year++) {
    for (let month = 1; month <= 12; month++) {
      for (let d = 1; d <= daysInMonth(year, month); d++, days++) {
        assert.equal(dayNumber(year, month, d), days);
        assert.deepEqual(civil(days), { year, month, day: d });
      }
    }
  }
  assert.equal(dayNumber(1970, 1, 1), 0);
  assert.deepEqual([weekday(0), weekday(-1), weekday(-719162)], [3, 2, 0]);
});

Deno.test("Date", () => {
  fakeHost({}, { now: () => Date.UTC(2026, 11, 31, 23, 59) });
  const rows: Row[] = [
    ["Date.today", [], "2026-12-31"],
    ["Date.tomorrow", [], "2027-01-01"],
    ["Date.yesterday", [], "2026-12-30"],
    ["Date.from_ymd", [2026, 3, 9], "Ok(2026-03-09)"],
    ["Date.from_ymd", [2026, 2, 30], 'Err("not a date: 2026-2-30")'],
    ["Date.from_ymd", [2025, 2, 29], 'Err("not a date: 2025-2-29")'],
    ["Date.from_ymd", [2000, 2, 29], "Ok(2000-02-29)"],
    ["Date.from_ymd", [1900, 2, 29], 'Err("not a date: 1900-2-29")'],
    ["Date.from_ymd", [0, 1, 1], 'Err("not a date: 0-1-1")'],
    ["Date.from_ymd", [10000, 1, 1], 'Err("not a date: 10000-1-1")'],
    ["Date.parse", ["0001-01-01"], "Ok(0001-01-01)"],
    ["Date.parse", ["9999-12-31"], "Ok(9999-12-31)"],
    ["Date.parse", ["2026-3-9"], 'Err("not a date: \\"2026-3-9\\"")'],
    ["Date.parse", ["2026-13-01"], 'Err("not a date: \\"2026-13-01\\"")'],
    ["Date.parse", ["0000-01-01"], 'Err("not a date: \\"0000-01-01\\"")'],
    ["Date.parse", [" 2026-03-09"], 'Err("not a date: \\" 2026-03-09\\"")'],
    ["Date.year", [day("2026-03-09")], "2026"],
    ["Date.month", [day("2026-03-09")], "3"],
    ["Date.day", [day("2026-03-09")], "9"],
    ["Date.weekday", [day("2026-03-09")], "0"],
    ["Date.weekday", [day("2026-03-08")], "6"],
    ["Date.add_days", [day("2026-01-31"), -31], "2025-12-31"],
    ["Date.add_months", [day("2026-01-31"), 1], "2026-02-28"],
    ["Date.add_months", [day("2026-01-31"), -14], "2024-11-30"],
    ["Date.add_years", [day("2024-02-29"), 1], "2025-02-28"],
    ["Date.subtract_days", [day("2026-03-01"), 1], "2026-02-28"],
    ["Date.subtract_months", [day("2026-03-31"), 1], "2026-02-28"],
    ["Date.subtract_years", [day("2026-03-31"), -1], "2027-03-31"],
    [
      "Date.add_days",
      [day("9999-12-31"), 1],
      "run/bad-argument: `9999-12-31` plus 1 days is outside the years 1 to 9999",
    ],
    [
      "Date.subtract_months",
      [day("0001-01-31"), 1],
      "run/bad-argument: `0001-01-31` plus -1 months is outside the years 1 to 9999",
    ],
    [
      "Date.add_years",
      [day("2026-01-01"), 9223372036854775807n],
      "run/bad-argument: `2026-01-01` plus 9223372036854775807 years is outside the years 1 to 9999",
    ],
    ["Date.diff_days", [day("2026-03-01"), day("2026-02-01")], "28"],
    ["Date.diff_days", [day("2026-02-01"), day("2026-03-01")], "-28"],
    ["Date.to_datetime", [day("2026-03-09")], "2026-03-09T00:00:00Z"],
    ["Date.to_str", [day("2026-03-09")], '"2026-03-09"'],
    ["Date.format", [day("2026-01-31"), "%d %b %Y %H:%M:%S.%f %p"], '"31 Jan 2026 00:00:00.000000 AM"'],
  ];
  checkTable(library, rows);
  assert.ok(compare(day("2026-03-09"), day("2026-10-01")) < 0);
  assert.ok(equals(day("2026-03-09"), day("2026-03-09")));
});

Deno.test("DateTime: texts", () => {
  const bad = (text: string): Row => ["DateTime.parse", [text], `Err("not a date and time: \\"${text}\\"")`];
  const good = (text: string, expected: string): Row => ["DateTime.parse", [text], `Ok(${expected})`];
  checkTable(library, [
    good("2026-03-09T10:00:00-03:00", "2026-03-09T13:00:00Z"),
    good("2026-03-09 16:30", "2026-03-09T16:30:00Z"),
    good("2026-03-09", "2026-03-09T00:00:00Z"),
    good("2026-03-09T16:30Z", "2026-03-09T16:30:00Z"),
    good("2026-03-09T16:30:07.1Z", "2026-03-09T16:30:07.100Z"),
    good("2026-03-09T16:30:07.1234569Z", "2026-03-09T16:30:07.123456Z"),
    good("2026-03-09T16:30:07.123000+00:00", "2026-03-09T16:30:07.123Z"),
    good("2026-03-09T00:00+05:30", "2026-03-08T18:30:00Z"),
    good("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    good("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    bad("soon"),
    bad("2026-03-09T"),
    bad("2026-03-09T24:00"),
    bad("2026-03-09T12:60"),
    bad("2026-03-09T12:00:60"),
    bad("2026-03-09T12:00:00."),
    bad("2026-03-09T12:00.5"),
    bad("2026-03-09T12:00:00+0300"),
    bad("2026-03-09T12:00:00+24:00"),
    bad("2026-03-09t12:00:00z"),
    bad("2026-03-09Z"),
    bad("2026-02-29T12:00"),
    bad("0001-01-01T00:00:00+01:00"),
    bad("9999-12-31T23:59:59-01:00"),
  ]);
});

Deno.test("DateTime: parts and arithmetic", () => {
  fakeHost({ TZ: "America/Argentina/Buenos_Aires" });
  const t = time("2026-03-09T16:05:07.25Z");
  const early = time("1969-12-31T23:59:59.999999Z");
  checkTable(library, [
    ["DateTime.now", [], "2026-03-09T10:00:00.123Z"],
    ["DateTime.epoch", [], "1970-01-01T00:00:00Z"],
    ["DateTime.from_timestamp", [1000000000], "Ok(2001-09-09T01:46:40Z)"],
    ["DateTime.from_timestamp", [-62135596800], "Ok(0001-01-01T00:00:00Z)"],
    ["DateTime.from_timestamp", [-62135596801], 'Err("timestamp out of range: -62135596801")'],
    ["DateTime.from_timestamp", [9223372036854775807n], 'Err("timestamp out of range: 9223372036854775807")'],
    ["DateTime.year", [t], "2026"],
    ["DateTime.month", [t], "3"],
    ["DateTime.day", [t], "9"],
    ["DateTime.weekday", [t], "0"],
    ["DateTime.hour", [t], "16"],
    ["DateTime.minute", [t], "5"],
    ["DateTime.second", [t], "7"],
    ["DateTime.timestamp", [t], "1773072307"],
    ["DateTime.timestamp_ms", [t], "1773072307250"],
    ["DateTime.timestamp", [early], "-1"],
    ["DateTime.timestamp_ms", [early], "-1"],
    ["DateTime.second", [early], "59"],
    ["DateTime.add_seconds", [t, 53], "2026-03-09T16:06:00.250Z"],
    ["DateTime.add_minutes", [t, -6], "2026-03-09T15:59:07.250Z"],
    ["DateTime.add_hours", [t, 8], "2026-03-10T00:05:07.250Z"],
    ["DateTime.add_days", [t, -9], "2026-02-28T16:05:07.250Z"],
    ["DateTime.add_months", [time("2026-01-31T10:00"), 1], "2026-02-28T10:00:00Z"],
    ["DateTime.add_years", [time("2024-02-29T10:00"), 1], "2025-02-28T10:00:00Z"],
    ["DateTime.subtract_seconds", [t, 8], "2026-03-09T16:04:59.250Z"],
    ["DateTime.subtract_minutes", [t, 5], "2026-03-09T16:00:07.250Z"],
    ["DateTime.subtract_hours", [t, 17], "2026-03-08T23:05:07.250Z"],
    ["DateTime.subtract_days", [t, 365], "2025-03-09T16:05:07.250Z"],
    ["DateTime.subtract_months", [time("2026-03-31T10:00"), 1], "2026-02-28T10:00:00Z"],
    ["DateTime.subtract_years", [t, 2], "2024-03-09T16:05:07.250Z"],
    [
      "DateTime.add_hours",
      [time("9999-12-31T23:00"), 1],
      "run/bad-argument: `9999-12-31T23:00:00Z` plus 1 hours is outside the years 1 to 9999",
    ],
    ["DateTime.diff_seconds", [time("2026-01-01T00:00:10"), time("2026-01-01T00:00:08.5")], "1"],
    ["DateTime.diff_seconds", [time("2026-01-01T00:00:08.5"), time("2026-01-01T00:00:10")], "-1"],
    ["DateTime.diff_seconds", [time("2026-01-01T00:00:00.5"), time("2026-01-01T00:00:01")], "0"],
    ["DateTime.diff_minutes", [t, time("2026-03-09T15:00")], "65"],
    ["DateTime.diff_hours", [time("2026-03-09T15:00"), t], "-1"],
    ["DateTime.diff_days", [t, time("2026-03-08T16:05:07.250001")], "0"],
    ["DateTime.date", [t], "2026-03-09"],
    ["DateTime.date", [early], "1969-12-31"],
    ["DateTime.to_str", [t], '"2026-03-09T16:05:07.250Z"'],
    ["DateTime.to_local", [time("2026-03-09T16:30")], '"2026-03-09T13:30:00-03:00"'],
    ["DateTime.in_tz", [time("2026-03-09T13:00"), "Asia/Tokyo"], 'Ok("2026-03-09T22:00:00+09:00")'],
    ["DateTime.in_tz", [time("2026-07-01T12:00"), "America/New_York"], 'Ok("2026-07-01T08:00:00-04:00")'],
    ["DateTime.in_tz", [time("2026-01-01T12:00"), "America/New_York"], 'Ok("2026-01-01T07:00:00-05:00")'],
    ["DateTime.in_tz", [time("2026-01-01T12:00"), "Asia/Kathmandu"], 'Ok("2026-01-01T17:45:00+05:45")'],
    ["DateTime.in_tz", [t, "UTC"], 'Ok("2026-03-09T16:05:07.250+00:00")'],
    ["DateTime.in_tz", [t, "Mars/Base"], 'Err("unknown time zone: \\"Mars/Base\\"")'],
    ["DateTime.in_tz", [t, "+03:00"], 'Err("unknown time zone: \\"+03:00\\"")'],
  ]);
  assert.ok(compare(early, new FitzDateTime(0, 0)) < 0);
  assert.ok(equals(time("2026-03-09T13:00Z"), time("2026-03-09T10:00-03:00")));
});

Deno.test("format: every directive", () => {
  const t = time("2026-03-09T16:05:07.25Z");
  const rows: [string, string][] = [
    ["%Y", "2026"],
    ["%y", "26"],
    ["%m", "03"],
    ["%d", "09"],
    ["%e", " 9"],
    ["%b", "Mar"],
    ["%B", "March"],
    ["%a", "Mon"],
    ["%A", "Monday"],
    ["%j", "068"],
    ["%u", "1"],
    ["%F", "2026-03-09"],
    ["%z", "+0000"],
    ["%H", "16"],
    ["%I", "04"],
    ["%M", "05"],
    ["%S", "07"],
    ["%p", "PM"],
    ["%f", "250000"],
    ["%s", "1773072307"],
    ["%T", "16:05:07"],
    ["%Z", "UTC"],
    ["%%", "%"],
    ["", ""],
    ["plain é", "plain é"],
    ["%Y%%m", "2026%m"],
  ];
  checkTable(
    library,
    rows.map(([pattern, text]): Row => ["DateTime.format", [t, pattern], JSON.stringify(text)]),
  );
  const more: [string, string, string][] = [
    ["2026-03-09T00:00", "%I %p", "12 AM"],
    ["2026-03-09T12:00", "%I %p", "12 PM"],
    ["2024-12-31", "%j %u", "366 2"],
    ["0007-01-01", "%Y %y", "0007 07"],
  ];
  checkTable(
    library,
    more.map((
      [text, pattern, shown],
    ): Row => ["DateTime.format", [time(text), pattern], JSON.stringify(shown)]),
  );
  checkTable(library, [
    ["DateTime.format", [t, "%Q"], "run/bad-argument: unknown directive `%Q` in the date format `%Q`"],
    ["DateTime.format", [t, "50%"], "run/bad-argument: unknown directive `%` in the date format `50%`"],
  ]);
  assert.deepEqual(findBadDirective("%Y %% %é"), { index: 6, directive: "%é" });
  assert.deepEqual(findBadDirective("%😀"), { index: 0, directive: "%😀" });
  assert.equal(findBadDirective("%d.%m.%Y"), null);
});
