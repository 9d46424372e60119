/** Generated routers: literal paths first, then one pass over the segments from the left; a literal beats a parameter (web.md 4.2). */

export interface RouterEntry {
  /** Template without query part. */
  readonly path: string;
  /** Identifier of the route function: takes the exchange and the texts of the path parameters in order. */
  readonly target: string;
}

interface Node {
  readonly literals: Map<string, Node>;
  param: Node | null;
  target: string | null;
}

/** Up to this many literal paths a chain of comparisons is faster than a hash table. */
const MAX_COMPARISONS = 6;
/** First segments of paths that the server answers by itself, and that parameters must not shadow. */
const AUTOMATIC_SEGMENTS: ReadonlySet<string> = new Set(["docs", "openapi.json", "healthz", "readyz"]);

const newNode = (): Node => ({ literals: new Map(), param: null, target: null });
const isParam = (segment: string) => segment.startsWith("{");

/**
 * A JavaScript function `name($$x, $$path)` that runs the route of `path`, or gives undefined.
 *
 * @param automatic JavaScript expression of type Response | undefined for the paths that the server answers itself
 */
export function routerFunction(name: string, entries: readonly RouterEntry[], automatic: string): string {
  const literals = entries.filter(({ path }) => !path.includes("{"));
  const templates = entries.filter(({ path }) => path.includes("{"));
  const lines: string[] = [];
  let table = "";
  if (literals.length <= MAX_COMPARISONS) {
    for (const { path, target } of literals) {
      lines.push(`  if ($$path === ${JSON.stringify(path)}) return ${target}($$x);`);
    }
  } else {
    const pairs = literals.map(({ path, target }) => `[${JSON.stringify(path)}, ${target}]`).join(", ");
    table = `const ${name}_literal = new Map([${pairs}]);\n`;
    lines.push(
      `  const $$literal = ${name}_literal.get($$path);`,
      "  if ($$literal !== undefined) return $$literal($$x);",
    );
  }
  if (templates.length > 0) {
    const root = newNode();
    for (const { path, target } of templates) insert(root, path.split("/").slice(1), target);
    const mayShadow = root.param !== null ||
      [...root.literals.keys()].some((key) => AUTOMATIC_SEGMENTS.has(key));
    if (mayShadow) {
      lines.push(
        `  const $$automatic = ${automatic};`,
        "  if ($$automatic !== undefined) return $$automatic;",
      );
    }
    writeNode(root, 0, "1", [], lines, "  ");
  }
  return `${table}function ${name}($$x, $$path) {\n${lines.join("\n")}\n}`;
}

function insert(root: Node, segments: readonly string[], target: string): void {
  let node = root;
  for (const segment of segments) {
    if (isParam(segment)) node = node.param ??= newNode();
    else {
      let next = node.literals.get(segment);
      if (!next) node.literals.set(segment, next = newNode());
      node = next;
    }
  }
  node.target = target;
}

/**
 * Statements that match the segment which starts at `start` (a number, or an expression over earlier ends). Falls through when nothing matches, so that the next
 * alternative is tried.
 */
function writeNode(
  node: Node,
  depth: number,
  start: string,
  texts: readonly string[],
  lines: string[],
  indent: string,
): void {
  const end = `$$e${depth}`;
  const call = (target: string, args: readonly string[]) =>
    `return ${[target]}(${["$$x", ...args].join(", ")});`;
  const lastLiterals = [...node.literals].filter(([, child]) => child.target !== null);
  const lastParam = node.param?.target ?? null;
  const innerLiterals = [...node.literals].filter(([, child]) => hasChildren(child));
  const innerParam = node.param && hasChildren(node.param) ? node.param : null;
  lines.push(`${indent}const ${end} = $$path.indexOf("/", ${start});`);
  if (lastLiterals.length > 0 || lastParam !== null) {
    lines.push(`${indent}if (${end} < 0) {`);
    for (const [text, child] of lastLiterals) {
      const length = add(start, text.length);
      lines.push(
        `${indent}  if ($$path.length === ${length} && $$path.endsWith(${JSON.stringify(text)})) ${
          call(child.target!, texts)
        }`,
      );
    }
    if (lastParam !== null) {
      lines.push(
        `${indent}  if ($$path.length > ${start}) ${call(lastParam, [...texts, `$$path.slice(${start})`])}`,
      );
    }
    lines.push(`${indent}}`);
  }
  if (innerLiterals.length === 0 && innerParam === null) return;
  lines.push(`${indent}if (${end} >= 0) {`);
  for (const [text, child] of innerLiterals) {
    lines.push(
      `${indent}  if (${end} === ${add(start, text.length)} && $$path.startsWith(${
        JSON.stringify(text)
      }, ${start})) {`,
    );
    writeNode(child, depth + 1, add(start, text.length + 1), texts, lines, `${indent}    `);
    lines.push(`${indent}  }`);
  }
  if (innerParam !== null) {
    lines.push(`${indent}  if (${end} > ${start}) {`);
    writeNode(
      innerParam,
      depth + 1,
      `${end} + 1`,
      [...texts, `$$path.slice(${start}, ${end})`],
      lines,
      `${indent}    `,
    );
    lines.push(`${indent}  }`);
  }
  lines.push(`${indent}}`);
}

function hasChildren(node: Node): boolean {
  return node.literals.size > 0 || node.param !== null;
}

/** `start + n`, folded where it is known. */
function add(start: string, n: number): string {
  if (/^\d+$/.test(start)) return String(Number(start) + n);
  const match = /^(\$\$e\d+) \+ (\d+)$/.exec(start);
  return match ? `${match[1]} + ${Number(match[2]) + n}` : `${start} + ${n}`;
}
