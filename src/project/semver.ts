/** Semantic versions and the ranges of toolchain.md 9.2. */

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly pre: readonly string[];
}

const VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

/** null when the text is no semantic version. */
export function parseVersion(text: string): Version | null {
  const match = VERSION.exec(text);
  if (!match) return null;
  return { major: +match[1]!, minor: +match[2]!, patch: +match[3]!, pre: match[4]?.split(".") ?? [] };
}

/** Negative, zero or positive, by the order of semantic versions. */
export function compareVersions(a: Version, b: Version): number {
  const numbers = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (numbers !== 0) return numbers;
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let i = 0; i < Math.max(a.pre.length, b.pre.length); i++) {
    const [x, y] = [a.pre[i], b.pre[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x === y) continue;
    const [xIsNumber, yIsNumber] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (xIsNumber && yIsNumber) return Number(x) - Number(y);
    if (xIsNumber !== yIsNumber) return xIsNumber ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return 0;
}

type Comparator = { readonly op: ">=" | ">" | "<" | "<=" | "="; readonly version: Version };
export type Range = readonly Comparator[];

/** null when the text is no range. A comma means *and*. */
export function parseRange(text: string): Range | null {
  const out: Comparator[] = [];
  for (const part of text.split(",")) {
    const comparators = parsePart(part.trim());
    if (!comparators) return null;
    out.push(...comparators);
  }
  return out;
}

function parsePart(part: string): Comparator[] | null {
  if (part === "*") return [];
  const wild = /^(\d+)(?:\.(\d+))?\.\*$/.exec(part);
  if (wild) {
    const low = plain(+wild[1]!, +(wild[2] ?? 0), 0);
    return between(
      low,
      wild[2] === undefined ? plain(low.major + 1, 0, 0) : plain(low.major, low.minor + 1, 0),
    );
  }
  const match = /^(\^|~|>=|<=|=|>|<)?\s*(\d+)(?:\.(\d+))?(?:\.(\d+.*))?$/.exec(part);
  if (!match) return null;
  const version = parseVersion(`${match[2]}.${match[3] ?? 0}.${match[4] ?? 0}`);
  if (!version) return null;
  const { major, minor, patch } = version;
  switch (match[1] ?? "^") {
    case "^":
      if (major > 0) return between(version, plain(major + 1, 0, 0));
      if (minor > 0 || match[4] === undefined) {
        return between(version, match[3] === undefined ? plain(1, 0, 0) : plain(0, minor + 1, 0));
      }
      return between(version, plain(0, 0, patch + 1));
    case "~":
      return between(version, match[3] === undefined ? plain(major + 1, 0, 0) : plain(major, minor + 1, 0));
    default:
      return [{ op: match[1] as Comparator["op"], version }];
  }
}

/** Whether a version lies in a range; a pre-release only when the range names one of the same major.minor.patch. */
export function satisfies(version: Version, range: Range): boolean {
  const fits = range.every(({ op, version: bound }) => {
    const order = compareVersions(version, bound);
    return op === ">="
      ? order >= 0
      : op === ">"
      ? order > 0
      : op === "<"
      ? order < 0
      : op === "<="
      ? order <= 0
      : order === 0;
  });
  if (!fits || version.pre.length === 0) return fits;
  return range.some(({ version: bound }) =>
    bound.pre.length > 0 && bound.major === version.major && bound.minor === version.minor &&
    bound.patch === version.patch
  );
}

function plain(major: number, minor: number, patch: number): Version {
  return { major, minor, patch, pre: [] };
}

function between(low: Version, high: Version): Comparator[] {
  return [{ op: ">=", version: low }, { op: "<", version: high }];
}
