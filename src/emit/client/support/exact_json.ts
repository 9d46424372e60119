/** JSON of clients with `--int bigint`: integers are read as `bigint`, numbers with a fraction or an exponent as `number`. TypeScript text. */

export const EXACT_JSON = String.raw`
/** Integers become bigint, numbers with a fraction or an exponent number. @throws SyntaxError */
function readJson(text: string): unknown {
  const tokens = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(\.\d+)?([eE][+-]?\d+)?)|(true|false|null))\s*/y;
  let token = next();

  function next(): RegExpExecArray | null {
    if (tokens.lastIndex === text.length && text.length > 0) return null;
    const found = tokens.exec(text);
    if (!found) throw new SyntaxError("the answer is not valid JSON");
    return found;
  }

  function take(mark: string): boolean {
    if (token?.[1] !== mark) return false;
    token = next();
    return true;
  }

  function expect(mark: string): void {
    if (!take(mark)) throw new SyntaxError("the answer is not valid JSON");
  }

  function value(): unknown {
    if (take("[")) {
      const items: unknown[] = [];
      if (take("]")) return items;
      do items.push(value()); while (take(","));
      expect("]");
      return items;
    }
    if (take("{")) {
      const members: [string, unknown][] = [];
      if (take("}")) return {};
      do {
        const key = token?.[2];
        if (key === undefined) throw new SyntaxError("the answer is not valid JSON");
        token = next();
        expect(":");
        members.push([JSON.parse(key) as string, value()]);
      } while (take(","));
      expect("}");
      return Object.fromEntries(members);
    }
    const [, , string, number, fraction, exponent, word] = token ?? [];
    const source = string ?? number ?? word;
    if (source === undefined) throw new SyntaxError("the answer is not valid JSON");
    token = next();
    const isInteger = number !== undefined && fraction === undefined && exponent === undefined;
    return isInteger ? BigInt(number) : JSON.parse(source);
  }

  const found = value();
  if (token !== null) throw new SyntaxError("the answer is not valid JSON");
  return found;
}

/** As JSON.stringify, with all digits of a bigint. */
function writeJson(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if ("toJSON" in value) return JSON.stringify(value);
  if (Array.isArray(value)) return "[" + value.map(writeJson).join(",") + "]";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return "{" + members.map(([key, member]) => JSON.stringify(key) + ":" + writeJson(member)).join(",") + "}";
}
`;
