/** When a cron expression comes next in a time zone: realtime.md 18.2, 18.3. */
import type { CronExpression } from "../../syntax/cron_expression.ts";
import { civil, weekday } from "../time/calendar.ts";
import { zoneOffset } from "../time/time_zone.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A leap day that falls on one weekday comes again after 28 years at most, 40 across a century. */
const MOST_DAYS = 41 * 366;

/**
 * The first instant after `after` (milliseconds since 1970) at which the clocks of a zone show a time of the expression. A local time that does not exist counts at the end of the gap; one
 * that comes twice counts once, unless the expression has every hour. null when there is none within 40 years.
 */
export function nextTime(expression: CronExpression, zone: string, after: number): number | null {
  const firstDay = Math.floor((after + offset(zone, after) - DAY) / DAY);
  for (let day = firstDay; day < firstDay + MOST_DAYS; day++) {
    if (!isDay(expression, day)) continue;
    const found = onDay(expression, zone, day, after);
    if (found !== null) return found;
  }
  return null;
}

function isDay({ days, months, weekdays }: CronExpression, number: number): boolean {
  const { month, day } = civil(number);
  if (!months.includes(month)) return false;
  const onDayOfMonth = days === null || days.includes(day);
  const onWeekday = weekdays === null || weekdays.includes((weekday(number) + 1) % 7);
  return days !== null && weekdays !== null ? onDayOfMonth || onWeekday : onDayOfMonth && onWeekday;
}

/** The least instant after `after` on a local day. */
function onDay(expression: CronExpression, zone: string, day: number, after: number): number | null {
  let best: number | null = null;
  for (const hour of expression.hours) {
    const start = day * DAY + hour * HOUR;
    // No zone is further from UTC than a day, and none moves its clocks by more than that.
    if (start + HOUR - offset(zone, start) + DAY <= after) continue;
    for (const minute of expression.minutes) {
      const local = start + minute * MINUTE;
      const times = instants(zone, local, expression.hasEveryHour);
      if (times.at(-1)! + MINUTE <= after) continue;
      for (const time of times) {
        const isGap = time !== local - offset(zone, time);
        for (const second of isGap ? [0] : expression.seconds) {
          const instant = time + second * 1000;
          if (instant > after && (best === null || instant < best)) best = instant;
        }
      }
      // Later minutes of the hour are later instants, unless the hour comes twice.
      if (best !== null && times.length === 1) break;
    }
    if (best !== null && best <= start - offset(zone, start) + HOUR) break;
  }
  return best;
}

/** The instants at which clocks show a local time, given as if it were UTC; the end of the gap for one that they never show. */
function instants(zone: string, local: number, both: boolean): number[] {
  const before = offset(zone, local - DAY);
  const later = offset(zone, local + DAY);
  if (before === later) return [local - before];
  const found = [...new Set([local - before, local - later])].filter((time) =>
    time + offset(zone, time) === local
  )
    .sort((a, b) => a - b);
  if (found.length === 0) return [endOfGap(zone, local - later, local - before)];
  return both ? found : found.slice(0, 1);
}

/** The whole minute between two others at which the offset changes. */
function endOfGap(zone: string, before: number, after: number): number {
  const target = offset(zone, after);
  let [low, high] = [before, after];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
    if (offset(zone, middle) === target) high = middle;
    else low = middle;
  }
  return high;
}

function offset(zone: string, time: number): number {
  return zone === "UTC" ? 0 : zoneOffset(zone, time)!;
}
