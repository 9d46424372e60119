/** The short forms of options: those that `@flag(short=…)` gives, else first letters (web.md 23.2). */
import { decoratorArgument, literalText } from "../../app/constants.ts";
import type { CommandFunction, PlacedParam } from "./parameters.ts";

/** `-h` shows the help. */
const RESERVED = "h";

/** The short form of each parameter, null where there is none. A letter that is given wins over one that comes from a name. */
export function shortForms(command: CommandFunction, placed: readonly PlacedParam[]): (string | null)[] {
  const given = placed.map((one) => givenShort(command, one));
  const taken = new Map<string, PlacedParam>();
  given.forEach((short, index) => {
    if (!short) return;
    const other = taken.get(short);
    if (other || short === RESERVED) reportClash(command, placed[index], other ?? null, short);
    else taken.set(short, placed[index]);
  });
  const letters = placed.map((one, index) =>
    given[index] === undefined && isOption(one) ? firstLetter(one.param.name.name) : null
  );
  const owners = new Map<string, PlacedParam>();
  return placed.map((one, index) => {
    const letter = letters[index];
    if (letter === null) return given[index] ?? null;
    if (letter === RESERVED || taken.has(letter)) return null;
    const owner = owners.get(letter);
    if (owner) reportClash(command, one, owner, letter);
    else owners.set(letter, one);
    return letter;
  });
}

const isOption = ({ made }: PlacedParam): boolean => made.kind === "option" || made.kind === "switch";

function firstLetter(name: string): string | null {
  const [letter] = name.replace(/^_+/, "").toLowerCase();
  return letter ?? null;
}

/** undefined when none is given, null when it is none that could be typed. */
function givenShort(command: CommandFunction, one: PlacedParam): string | null | undefined {
  if (one.decorator?.name.name !== "flag" || !isOption(one)) return undefined;
  const argument = decoratorArgument(one.decorator, "short");
  const short = literalText(argument);
  if (short === null || !argument) return undefined;
  if (/^[^-=\s\p{Cc}]$/u.test(short)) return short;
  command.report(
    "decorator/argument",
    argument,
    `\`short\` of \`@flag\` must be one character, found \`${short}\``,
    {
      help: ['write a letter or a digit, such as `short="x"`'],
    },
  );
  return null;
}

function reportClash(
  command: CommandFunction,
  one: PlacedParam,
  other: PlacedParam | null,
  short: string,
): void {
  const second = `--${one.made.label}`;
  const first = other ? `--${other.made.label}` : "--help";
  const at = one.decorator && decoratorArgument(one.decorator, "short") ? one.decorator : one.param.name;
  command.report(
    "command/short-clash",
    at,
    `@command short flag conflict: \`${first}\` and \`${second}\` share first letter \`-${short}\` — set one with \`@flag(short="…")\``,
  );
}
