/** Formatting of dates and times by patterns with `%` directives (stdlib.md section 16.1). */
import { findBadDirective } from "../../syntax/date_format.ts";
import { type Civil, civil, dayOfYear, weekday } from "./calendar.ts";
import { fail } from "../failures/failure.ts";
import { dayText, twoDigits } from "../values/date.ts";
import { dayOf, type FitzDateTime, secondOfDay } from "../values/date_time.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** An instant taken apart, in UTC. */
interface Parts extends Civil {
  readonly days: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  readonly timestamp: number;
}

const DIRECTIVES: Record<string, (parts: Parts) => string> = {
  Y: (p) => String(p.year).padStart(4, "0"),
  y: (p) => twoDigits(p.year % 100),
  m: (p) => twoDigits(p.month),
  d: (p) => twoDigits(p.day),
  e: (p) => String(p.day).padStart(2, " "),
  b: (p) => MONTHS[p.month - 1].slice(0, 3),
  B: (p) => MONTHS[p.month - 1],
  a: (p) => DAYS[weekday(p.days)].slice(0, 3),
  A: (p) => DAYS[weekday(p.days)],
  j: (p) => String(dayOfYear(p)).padStart(3, "0"),
  u: (p) => String(weekday(p.days) + 1),
  F: (p) => dayText(p.days),
  z: () => "+0000",
  Z: () => "UTC",
  H: (p) => twoDigits(p.hour),
  I: (p) => twoDigits(p.hour % 12 === 0 ? 12 : p.hour % 12),
  M: (p) => twoDigits(p.minute),
  S: (p) => twoDigits(p.second),
  p: (p) => p.hour < 12 ? "AM" : "PM",
  f: (p) => String(p.micros).padStart(6, "0"),
  s: (p) => String(p.timestamp),
  T: (p) => `${twoDigits(p.hour)}:${twoDigits(p.minute)}:${twoDigits(p.second)}`,
  "%": () => "%",
};

type Segment = string | ((parts: Parts) => string);

/** Patterns are few and used often. */
const compiled = new Map<string, readonly Segment[]>();
const CACHE_LIMIT = 256;

function segmentsOf(pattern: string): readonly Segment[] {
  let segments = compiled.get(pattern);
  if (segments) return segments;
  const bad = findBadDirective(pattern);
  if (bad) {
    fail("run/bad-argument", `unknown directive \`${bad.directive}\` in the date format \`${pattern}\``, [
      "`%%` writes a percent sign",
    ]);
  }
  segments = pattern.split(/(%[^])/).filter((part) => part !== "").map((part) =>
    part[0] === "%" ? DIRECTIVES[part[1]] : part
  );
  if (compiled.size >= CACHE_LIMIT) compiled.clear();
  compiled.set(pattern, segments);
  return segments;
}

/** An instant by a pattern, in UTC; `run/bad-argument` for an unknown directive. */
export function formatDateTime(time: FitzDateTime, pattern: string): string {
  const segments = segmentsOf(pattern);
  const days = dayOf(time);
  const rest = secondOfDay(time);
  const parts: Parts = {
    ...civil(days),
    days,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    micros: time.micros,
    timestamp: time.seconds,
  };
  let text = "";
  for (const segment of segments) text += typeof segment === "string" ? segment : segment(parts);
  return text;
}
