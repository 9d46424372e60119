/** Times of cron expressions, beside another implementation where the two agree on the rules. */
import assert from "node:assert/strict";
import { Cron } from "npm:croner@11.0.1";
import { nextTime } from "../../src/runtime/jobs/next_time.ts";
import { type CronExpression, isCronProblem, parseCron } from "../../src/syntax/cron_expression.ts";

function expression(text: string): CronExpression {
  const parsed = parseCron(text);
  if (isCronProblem(parsed)) throw new Error(parsed.message);
  return parsed;
}

function times(text: string, zone: string, from: string, count: number): string[] {
  const found: string[] = [];
  for (let at = Date.parse(from); found.length < count;) {
    const next = nextTime(expression(text), zone, at);
    if (next === null) break;
    found.push(new Date(next).toISOString().replace(".000Z", "Z"));
    at = next;
  }
  return found;
}

const MADRID = "Europe/Madrid";

Deno.test("a local time that does not exist runs once, at the end of the gap", () => {
  assert.deepEqual(times("30 2 * * *", MADRID, "2026-03-28T12:00:00Z", 2), [
    "2026-03-29T01:00:00Z",
    "2026-03-30T00:30:00Z",
  ]);
  assert.deepEqual(times("*/20 2 * * *", MADRID, "2026-03-28T12:00:00Z", 3), [
    "2026-03-29T01:00:00Z",
    "2026-03-30T00:00:00Z",
    "2026-03-30T00:20:00Z",
  ]);
});

Deno.test("a local time that comes twice runs first, and twice where every hour counts", () => {
  assert.deepEqual(times("30 2 * * *", MADRID, "2026-10-24T12:00:00Z", 2), [
    "2026-10-25T00:30:00Z",
    "2026-10-26T01:30:00Z",
  ]);
  assert.deepEqual(times("30 * * * *", MADRID, "2026-10-24T23:45:00Z", 3), [
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "2026-10-25T02:30:00Z",
  ]);
  assert.deepEqual(times("30 */2 * * *", MADRID, "2026-10-24T23:00:00Z", 3), [
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "2026-10-25T03:30:00Z",
  ]);
});

Deno.test("day of month or day of week, Sundays of both numbers, seconds", () => {
  assert.deepEqual(times("0 12 1 * MON", "UTC", "2026-11-20T00:00:00Z", 3), [
    "2026-11-23T12:00:00Z",
    "2026-11-30T12:00:00Z",
    "2026-12-01T12:00:00Z",
  ]);
  for (const sunday of ["0", "7", "SUN", "sun"]) {
    assert.deepEqual(times(`0 0 * * ${sunday}`, "UTC", "2026-11-20T00:00:00Z", 2), [
      "2026-11-22T00:00:00Z",
      "2026-11-29T00:00:00Z",
    ]);
  }
  assert.deepEqual(
    times("0 0 * * FRI-SUN", "UTC", "2026-11-23T00:00:00Z", 3).map((time) => time.slice(8, 10)),
    ["27", "28", "29"],
  );
  assert.deepEqual(times("*/5 * * * * *", "UTC", "2026-11-20T00:00:01Z", 2), [
    "2026-11-20T00:00:05Z",
    "2026-11-20T00:00:10Z",
  ]);
  assert.deepEqual(times("0 0 29 2 *", "UTC", "2026-11-20T00:00:00Z", 2), [
    "2028-02-29T00:00:00Z",
    "2032-02-29T00:00:00Z",
  ]);
  assert.deepEqual(
    times("10/20 0 * * *", "UTC", "2026-11-20T12:00:00Z", 3).map((time) => time.slice(14, 16)),
    ["10", "30", "50"],
  );
});

Deno.test("what is wrong names the field", () => {
  const problem = (text: string) => {
    const parsed = parseCron(text);
    return isCronProblem(parsed) ? parsed.message : "fine";
  };
  assert.equal(problem("61 * * * *"), "minute: `61` is not from 0 to 59");
  assert.equal(problem("* 24 * * *"), "hour: `24` is not from 0 to 23");
  assert.equal(problem("* * 0 * *"), "day of month: `0` is not from 1 to 31");
  assert.equal(problem("* * * FOO *"), "month: `FOO` is not from 1 to 12 or JAN to DEC");
  assert.equal(problem("* * * * 8"), "day of week: `8` is not from 0 to 7 or SUN to SAT");
  assert.equal(problem("60 * * * * *"), "second: `60` is not from 0 to 59");
  assert.equal(problem("5-1 * * * *"), "minute: `5-1` ends before it starts");
  assert.equal(problem("*/0 * * * *"), "minute: the step of `*/0` is 0");
  assert.equal(problem("0 0 L * *"), "day of month: `L` is not from 1 to 31");
  for (const text of ["0 0 ? * *", "0 0 15W * *,", "*-5 * * * *"]) assert.notEqual(problem(text), "fine");
  assert.equal(problem("@daily"), "a cron expression has 5 fields, or 6 with the seconds first, found 1");
  assert.equal(problem(""), "a cron expression has 5 fields, or 6 with the seconds first, found 0");
  assert.equal(problem("0 0 30 2 *"), "day of month: no month of `2` has a day `30`, so this never comes");
  assert.equal(problem("0 0 30 2 MON"), "fine");
});

Deno.test("agrees with croner away from changes of the clocks", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor(seed / 65536) % below;
  };
  const pick = <T>(...of: T[]): T => of[random(of.length)]!;
  for (let i = 0; i < 400; i++) {
    const text = [
      pick("*", `${random(60)}`, `*/${1 + random(30)}`, `${random(20)}-${30 + random(20)}/${1 + random(9)}`),
      pick("*", `${random(24)}`, `*/${1 + random(12)}`, `${random(10)},${12 + random(10)}`),
      pick("*", "*", `${1 + random(28)}`, `1-15/${1 + random(5)}`),
      pick("*", "*", `${1 + random(12)}`, "JAN-JUN", "*/3"),
      pick("*", "*", `${random(8)}`, "MON-FRI", "TUE,SAT"),
    ].join(" ");
    const zone = pick("UTC", "Asia/Tokyo", "Asia/Kolkata", "America/Phoenix");
    const from = Date.UTC(2026, random(12), 1 + random(28), random(24), random(60), random(60));
    const theirs = new Cron(text, { timezone: zone, paused: true }).nextRun(new Date(from))?.getTime() ??
      null;
    assert.equal(
      nextTime(expression(text), zone, from),
      theirs,
      `${text} in ${zone} after ${new Date(from).toISOString()}`,
    );
  }
});
