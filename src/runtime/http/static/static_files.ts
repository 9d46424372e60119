/** Requests for static files: which paths are theirs, and how those become names of files. */
import type { Exchange } from "../exchange.ts";
import type { FileSource } from "./file_source.ts";

const ALLOW: [string, string] = ["allow", "GET, HEAD"];
/** Separators of any system, also encoded ones, and what ends a name. */
const FORBIDDEN = Deno.build.os === "windows" ? /[\\/:\0\ud800]/ : /[\\/\0\ud800]/;

export class StaticFiles {
  /** @param prefix starts with a slash, or is empty for the root of the site */
  constructor(private readonly source: FileSource, private readonly prefix: string) {}

  /** The answer to a request that no route and no automatic path takes; always one. */
  answer(exchange: Exchange): Response | Promise<Response> {
    const { method, path } = exchange;
    const missing = () => exchange.error(404, "not found");
    if (!path.startsWith(`${this.prefix}/`)) return missing();
    const segments = segmentsOf(path.slice(this.prefix.length + 1));
    if (method === "GET" || method === "HEAD") {
      const answer = segments === null ? null : this.source.answer(exchange, segments);
      return answer instanceof Promise ? answer.then((one) => one ?? missing()) : answer ?? missing();
    }
    // At the root of the site all unknown paths would be static ones.
    const isStatic = this.prefix !== "" || (segments !== null && this.source.has(segments));
    return isStatic ? exchange.error(405, "method not allowed", [ALLOW]) : missing();
  }
}

/** The parts of a path; null where one of them can name no file: empty, hidden (as `..` is), or with a separator in it. */
function segmentsOf(path: string): string[] | null {
  const segments = path.split("/");
  return segments.every(isFileName) ? segments : null;
}

/** Whether a part of a path can be the name of a file that is served. */
export function isFileName(segment: string): boolean {
  return segment !== "" && !segment.startsWith(".") && !FORBIDDEN.test(segment);
}
