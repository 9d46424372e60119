/** Static files from a folder, read at each request: web.md 12. */
import { resolve } from "node:path";
import { makeResponse } from "../deno_server_objects.ts";
import type { Exchange } from "../exchange.ts";
import { contentTypeOf } from "../media_types.ts";
import { isCompressible } from "../middleware/compress.ts";
import { endEtag, etagOf, startEtag } from "./etag.ts";
import { bodilessAnswer, fileHeaders, type FileVersion } from "./file_answer.ts";
import type { FileSource } from "./file_source.ts";

/** Larger files are streamed, so that reading them stops nobody. */
const MOST_AT_ONCE = 128 * 1024;
/** Larger files are sent as they are, whatever `compress` says. */
const MOST_COMPRESSED = 8 * 1024 * 1024;
const CHUNK = 64 * 1024;
/**
 * A file that changed so recently may change again without a new time: its hash is not kept. Times of change count whole seconds.
 */
const SETTLED_AFTER_MS = 2500;
/** Hashes that are kept; the oldest give way. */
const MOST_HASHES = 10_000;
/** What the system says of paths that lead to no readable file. */
const ABSENT = ["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG", "EISDIR"];

interface KnownHash {
  /** Of the version that was read. */
  readonly identity: string;
  readonly etag: string;
}

export class Folder implements FileSource {
  readonly #path: string;
  /** Where the folder really is; found again when it has moved. */
  #realPath: string;
  readonly #hashes = new Map<string, KnownHash>();

  /** @param path as the program gives it, relative to the working directory @throws what the system reports when there is no such folder */
  constructor(path: string) {
    this.#path = resolve(Deno.cwd(), path);
    this.#realPath = Deno.realPathSync(this.#path);
  }

  has(segments: readonly string[]): boolean {
    return this.#find(segments) !== null;
  }

  answer(exchange: Exchange, segments: readonly string[]): Response | null | Promise<Response | null> {
    const path = this.#find(segments);
    const file = path === null ? null : open(path);
    if (path === null || file === null) return null;
    try {
      const info = file.statSync();
      if (info.size > MOST_AT_ONCE) return this.#large(exchange, segments, path, info);
      const modified = info.mtime?.getTime() ?? null;
      const known = this.#known(path, info);
      const version = (etag: string): FileVersion => ({
        name: segments.at(-1)!,
        size: info.size,
        etag,
        modified,
      });
      const early = known === undefined ? null : bodilessAnswer(exchange, version(known));
      if (early !== null) return early;
      const bytes = readAll(file, info.size);
      const current = version(known ?? this.#keep(path, info, etagOf(bytes)));
      return bodilessAnswer(exchange, current) ?? makeResponse(200, fileHeaders(exchange, current), bytes);
    } finally {
      file.close();
    }
  }

  async #large(
    exchange: Exchange,
    segments: readonly string[],
    path: string,
    info: Deno.FileInfo,
  ): Promise<Response | null> {
    const etag = this.#known(path, info) ?? this.#keep(path, info, await hashOf(path));
    const modified = info.mtime?.getTime() ?? null;
    const version: FileVersion = { name: segments.at(-1)!, size: info.size, etag, modified };
    const early = bodilessAnswer(exchange, version);
    if (early !== null) return early;
    const file = open(path);
    if (file === null) return null;
    const headers = fileHeaders(exchange, version);
    if (isForCompression(exchange, version)) return makeResponse(200, headers, await readWhole(file));
    // A file that is replaced meanwhile has another length: the host must not promise the old one.
    if (file.statSync().size === info.size) headers.push(["content-length", String(info.size)]);
    return new Response(file.readable, { headers });
  }

  /** The real path of the file that the segments name; null when that is none, or hidden, or outside the folder. */
  #find(segments: readonly string[]): string | null {
    const path = realPath(`${this.#path}/${segments.join("/")}`);
    if (path === null) return null;
    if (!isVisibleBelow(path, this.#realPath)) {
      // The folder may be a link that points to a new place now.
      this.#realPath = realPath(this.#path) ?? this.#realPath;
      if (!isVisibleBelow(path, this.#realPath)) return null;
    }
    // Opening a pipe would wait for its other end.
    return ifPresent(() => Deno.lstatSync(path))?.isFile ? path : null;
  }

  #known(path: string, info: Deno.FileInfo): string | undefined {
    const known = this.#hashes.get(path);
    return known !== undefined && known.identity === identityOf(info) ? known.etag : undefined;
  }

  /** Remembers the hash of a version that cannot change without getting another identity. */
  #keep(path: string, info: Deno.FileInfo, etag: string): string {
    const changed = Math.max(info.mtime?.getTime() ?? Infinity, info.ctime?.getTime() ?? 0);
    this.#hashes.delete(path);
    // The clock of the machine, which the times of files come from.
    if (Date.now() - changed > SETTLED_AFTER_MS) {
      if (this.#hashes.size >= MOST_HASHES) this.#hashes.delete(this.#hashes.keys().next().value!);
      this.#hashes.set(path, { identity: identityOf(info), etag });
    }
    return etag;
  }
}

/** What is to be compressed has to be there as a whole. */
function isForCompression(exchange: Exchange, { name, size }: FileVersion): boolean {
  return exchange.takesEncodings && exchange.server.compressesFiles && size <= MOST_COMPRESSED &&
    isCompressible(contentTypeOf(name));
}

async function readWhole(file: Deno.FsFile): Promise<Uint8Array> {
  return new Uint8Array(await new Response(file.readable).arrayBuffer());
}

function identityOf({ size, mtime, ctime, ino, dev }: Deno.FileInfo): string {
  return `${size} ${mtime?.getTime()} ${ctime?.getTime()} ${ino} ${dev}`;
}

/** Below the folder, and no part of the way hidden. */
export function isVisibleBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && /^[/\\](?!\.)/.test(path.slice(folder.length)) &&
    !/[/\\]\./.test(path.slice(folder.length));
}

function realPath(path: string): string | null {
  return ifPresent(() => Deno.realPathSync(path));
}

function open(path: string): Deno.FsFile | null {
  return ifPresent(() => Deno.openSync(path));
}

/** null where the system says that there is nothing to read; throws what else goes wrong. */
function ifPresent<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (ABSENT.includes((error as { code?: string }).code ?? "")) return null;
    throw error;
  }
}

function readAll(file: Deno.FsFile, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const count = file.readSync(bytes.subarray(length));
    if (count === null) break;
    length += count;
  }
  return length === size ? bytes : bytes.slice(0, length);
}

/** The entity tag of a large file, read in pieces. */
async function hashOf(path: string): Promise<string> {
  const hash = startEtag();
  using file = await Deno.open(path);
  const chunk = new Uint8Array(CHUNK);
  for (let count = await file.read(chunk); count !== null; count = await file.read(chunk)) {
    hash.update(chunk.subarray(0, count));
  }
  return endEtag(hash);
}
