/** Route templates such as `/users/{id}?limit={limit}`: web.md 4.1–4.3, 5.3. */

export interface Template {
  /** Without the query part. */
  readonly path: string;
  /** Names in `{ }` of the path, in order. */
  readonly pathParams: readonly string[];
  readonly queryParams: readonly string[];
}

export interface TemplateProblem {
  readonly code: string;
  readonly message: string;
  /** The whole template without the mistake, where that is obvious. */
  readonly mended?: string;
}

const QUERY_PIECE = /^([^={}&]+)=\{([^{}]*)\}$/;

/** Reads a template; everything that is wrong with it is in `problems`. */
export function parseTemplate(text: string): { template: Template; problems: TemplateProblem[] } {
  const problems: TemplateProblem[] = [];
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  if (!path.startsWith("/")) {
    problems.push({
      code: "http/path-slash",
      message: `the path '${text}' must start with '/'`,
      mended: `/${text}`,
    });
  }
  const pathParams = pathParamsOf(path, problems);
  const queryParams = mark < 0 ? [] : queryParamsOf(path, text.slice(mark), problems);
  for (const name of queryParams) if (pathParams.includes(name)) problems.push(twice(name));
  return { template: { path, pathParams, queryParams }, problems };
}

function pathParamsOf(path: string, problems: TemplateProblem[]): string[] {
  const names: string[] = [];
  for (const segment of path.split("/")) {
    if (!/[{}]/.test(segment)) continue;
    const inner = /^\{([^{}]*)\}$/.exec(segment)?.[1];
    if (inner === undefined) {
      const shown = /\{[^{}]*\}/.exec(segment)?.[0] ?? segment;
      problems.push({
        code: "http/path-param",
        message: `path param '${shown}': it must be a whole segment of the path, not a part of '${segment}'`,
      });
    } else if (!isIdentifier(inner)) {
      problems.push({
        code: "http/path-param",
        message: `path param '{${inner}}': only simple identifiers like '{id}' are allowed, not expressions`,
      });
    } else if (names.includes(inner)) problems.push(twice(inner));
    else names.push(inner);
  }
  return names;
}

function twice(name: string): TemplateProblem {
  return {
    code: "http/path-param-twice",
    message: `path param '{${name}}' appears more than once in the path`,
  };
}

function queryParamsOf(path: string, query: string, problems: TemplateProblem[]): string[] {
  const names: string[] = [];
  for (const piece of query.slice(1).split("&")) {
    const match = QUERY_PIECE.exec(piece);
    if (!match || !isIdentifier(match[2])) {
      problems.push({
        code: "http/query-template",
        message: `malformed query template inside the path: \`${query}\` — expected ` +
          "`?key={name}&other_key={other_name}` with simple identifiers",
      });
      return names;
    }
    const [, key, name] = match;
    if (key !== name) {
      problems.push({
        code: "http/query-name",
        message:
          `query param \`?${key}={${name}}\`: the key and the param name must match — use \`?${name}={${name}}\` ` +
          "or rename the handler parameter",
        mended: `${path}${query.replace(`${key}={${name}}`, `${name}={${name}}`)}`,
      });
    } else if (names.includes(name)) problems.push(twice(name));
    else names.push(name);
  }
  return names;
}

/** The template with its parameter names taken out: equal for templates that match the same paths. */
export function pathShape(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "{}");
}

function isIdentifier(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(text);
}
