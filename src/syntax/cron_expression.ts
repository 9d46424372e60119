/** Cron expressions (realtime.md 18.2), read by the checker and by the running program alike. Imports nothing. */

/** Allowed values by field, sorted; `null` days: not restricted. */
export interface CronExpression {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** 1 to 31; null where the field is `*`. */
  readonly days: readonly number[] | null;
  readonly months: readonly number[];
  /** 0 is Sunday; null where the field is `*`. */
  readonly weekdays: readonly number[] | null;
  /** The hour field is `*` or `*\/n`: a local hour that comes twice counts twice. */
  readonly hasEveryHour: boolean;
}

export interface CronProblem {
  readonly message: string;
  /** The part of the expression that is wrong. */
  readonly start: number;
  readonly end: number;
}

interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly names: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIELDS: readonly Field[] = [
  { name: "second", first: 0, last: 59, names: [] },
  { name: "minute", first: 0, last: 59, names: [] },
  { name: "hour", first: 0, last: 23, names: [] },
  { name: "day of month", first: 1, last: 31, names: [] },
  { name: "month", first: 1, last: 12, names: MONTHS },
  { name: "day of week", first: 0, last: 7, names: WEEKDAYS },
];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads five fields, or six with the seconds first; a problem names the field. */
export function parseCron(text: string): CronExpression | CronProblem {
  const places = [...text.matchAll(/[^ ]+/g)];
  const parts = places.map(([part]) => part);
  if (parts.length !== 5 && parts.length !== 6) {
    const message = `a cron expression has 5 fields, or 6 with the seconds first, found ${parts.length}`;
    return { message, start: 0, end: text.length };
  }
  const all = parts.length === 6 ? parts : ["0", ...parts];
  const placeOf = (index: number) => {
    const place = places[index - (all.length - parts.length)]!;
    return { start: place.index, end: place.index + place[0].length };
  };
  const values: (readonly number[])[] = [];
  for (const [index, part] of all.entries()) {
    const read = readField(part, FIELDS[index]!);
    if (typeof read === "string") return { message: read, ...placeOf(index) };
    values.push(read);
  }
  const [seconds, minutes, hours, days, months, weekdays] = values as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const hasDays = all[3] !== "*";
  const hasWeekdays = all[5] !== "*";
  const expression: CronExpression = {
    seconds,
    minutes,
    hours,
    days: hasDays ? days : null,
    months,
    weekdays: hasWeekdays ? [...new Set(weekdays.map((day) => day % 7))].sort((a, b) => a - b) : null,
    hasEveryHour: /^\*(\/|$)/.test(all[2]!),
  };
  const isPossible = !hasDays || hasWeekdays ||
    months.some((month) => days.some((day) => day <= LONGEST_MONTHS[month - 1]!));
  return isPossible ? expression : {
    message: `day of month: no month of \`${all[4]}\` has a day \`${all[3]}\`, so this never comes`,
    ...placeOf(3),
  };
}

export function isCronProblem(value: CronExpression | CronProblem): value is CronProblem {
  return "message" in value;
}

/** The values of a field, sorted; a text that says what is wrong. */
function readField(text: string, field: Field): number[] | string {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const read = readItem(item, field);
    if (typeof read === "string") return read;
    for (const value of read) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function readItem(item: string, field: Field): number[] | string {
  const problem = (text: string) => `${field.name}: ${text}`;
  const match = /^(\*|[A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?(?:\/([0-9]+))?$/.exec(item);
  if (!match || (match[1] === "*" && match[2] !== undefined)) {
    return problem(`\`${item}\` is none of \`*\`, \`a\`, \`a-b\`, \`*/n\`, \`a-b/n\`, \`a/n\``);
  }
  const [, start, end, step] = match;
  const first = start === "*" ? field.first : valueOf(start!, field);
  const lastDefault = start === "*" || step !== undefined
    ? (field.name === "day of week" ? 6 : field.last)
    : first;
  const last = end === undefined ? lastDefault : valueOf(end, field, true);
  if (first === null || last === null) {
    const wrong = first === null ? start : end;
    const names = field.names.length > 0 ? ` or ${field.names[0]} to ${field.names.at(-1)}` : "";
    return problem(`\`${wrong}\` is not from ${field.first} to ${field.last}${names}`);
  }
  if (first > last) return problem(`\`${item}\` ends before it starts`);
  const every = step === undefined ? 1 : Number(step);
  if (every < 1) return problem(`the step of \`${item}\` is 0`);
  const values: number[] = [];
  for (let value = first; value <= last; value += every) values.push(value);
  return values;
}

/** A number or name; as the end of a range Sunday is the seventh day. */
function valueOf(text: string, field: Field, isEnd = false): number | null {
  if (/^[0-9]+$/.test(text)) {
    const value = Number(text);
    return value >= field.first && value <= field.last ? value : null;
  }
  const index = field.names.indexOf(text.toUpperCase());
  if (index < 0) return null;
  const isSunday = field.name === "day of week" && index === 0;
  return isSunday && isEnd ? 7 : index + (field.name === "month" ? 1 : 0);
}
