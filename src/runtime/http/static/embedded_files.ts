/** Static files that the executable carries: web.md 12, `fitz build --embed-static`. */
import { makeResponse } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { bodilessAnswer, fileHeaders } from "./file_answer.ts";
import type { FileSource } from "./file_source.ts";

/** By path with slashes: where the content begins, its length, its entity tag. */
export type EmbeddedIndex = Readonly<Record<string, readonly [offset: number, length: number, etag: string]>>;

export class EmbeddedFiles implements FileSource {
  /** Contents that somebody has asked for. */
  readonly #contents = new Map<string, Uint8Array>();

  constructor(
    private readonly index: EmbeddedIndex,
    private readonly read: (offset: number, length: number) => Uint8Array,
  ) {}

  has(segments: readonly string[]): boolean {
    return Object.hasOwn(this.index, segments.join("/"));
  }

  answer(exchange: Exchange, segments: readonly string[]): Response | null {
    const path = segments.join("/");
    if (!Object.hasOwn(this.index, path)) return null;
    const [offset, size, etag] = this.index[path];
    const version = { name: segments.at(-1)!, size, etag, modified: null };
    const early = bodilessAnswer(exchange, version);
    if (early !== null) return early;
    let content = this.#contents.get(path);
    if (content === undefined) {
      content = this.read(offset, size);
      this.#contents.set(path, content);
    }
    return makeResponse(200, fileHeaders(exchange, version), content);
  }
}
