/** Where static files come from: a folder, or the executable. */
import type { Exchange } from "../exchange.ts";

export interface FileSource {
  /** The answer for GET and HEAD of the file whose path has these segments; null when there is none. */
  answer(exchange: Exchange, segments: readonly string[]): Response | null | Promise<Response | null>;
  /** Whether there is such a file. */
  has(segments: readonly string[]): boolean;
}
