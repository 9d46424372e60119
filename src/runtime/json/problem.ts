/** Problems of JSON that does not fit a type, and how they are told: stdlib.md 14.3, web.md 7.3. */

export interface Problem {
  readonly kind: "undeclared" | "missing" | "value";
  /** `name`, `address.zip`, `tags[1]`; "" at the root. */
  readonly path: string;
  /** For the list of all problems: `missing field`, `expected Int, received Str`. */
  readonly message: string;
  /** Undeclared keys of one object count together. */
  readonly group: number;
}

/** Every problem of a value, in the order of the specification. */
export class DecodeProblems {
  constructor(
    /** `json for 'T'`, `body for 'T'`: what the first problem's text starts with. */
    readonly subject: string,
    readonly problems: readonly Problem[],
    /** A complete text that replaces the list: wrong kind at the root, text that is not JSON. */
    readonly whole: string | null = null,
  ) {}

  /** The first problem as a sentence. */
  text(): string {
    if (this.whole !== null) return this.whole;
    const first = this.problems[0];
    return `${this.subject}: ${sentence(first, this.problems)}`;
  }

  /** All of them for a response body; null where only the text is told. */
  list(): { path: string; message: string }[] | null {
    return this.whole !== null ? null : this.problems.map(({ path, message }) => ({ path, message }));
  }
}

function sentence(problem: Problem, all: readonly Problem[]): string {
  if (problem.kind === "undeclared") {
    const paths = all.filter((other) => other.kind === "undeclared" && other.group === problem.group).map((
      other,
    ) => other.path);
    return `undeclared field${paths.length > 1 ? "s" : ""}: ${paths.join(", ")}`;
  }
  if (problem.kind === "missing") return `missing field '${problem.path}'`;
  return problem.path === "" ? problem.message : `field '${problem.path}': ${problem.message}`;
}

/** `address` + `zip` -> `address.zip`. */
export function fieldPath(parent: string, name: string): string {
  return parent === "" ? name : `${parent}.${name}`;
}

/** `tags` + 1 -> `tags[1]`. */
export function indexPath(parent: string, index: number): string {
  return `${parent}[${index}]`;
}
