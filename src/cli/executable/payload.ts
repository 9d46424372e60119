/**
 * What a built executable carries of its program:
 *
 *     [u32 length of the head][u32 length of the code][head as JSON][emitted module][static files …]
 */
import type { App } from "../../app/manifest.ts";
import type { Target } from "../../project/target.ts";
import { EmbeddedFiles, type EmbeddedIndex } from "../../runtime/http/static/embedded_files.ts";

export interface PayloadHead {
  readonly name: string;
  /** Of the package; null in single-file mode. */
  readonly packageVersion: string | null;
  readonly toolchain: string;
  readonly app: App;
  /** Static files; absent when none are embedded. */
  readonly files?: EmbeddedIndex;
}

export interface Payload extends PayloadHead {
  readonly code: string;
}

/** Reads a part of a payload; offsets count from its start. */
export type ReadPayload = (offset: number, length: number) => Uint8Array<ArrayBuffer>;

const SIZES_LENGTH = 8;

/** Name and version that a program goes by: those of its package, or the stem of a single file. */
export function identityOf(target: Target): Pick<PayloadHead, "name" | "packageVersion"> {
  const manifest = target.isSingleFile ? undefined : target.package?.manifest;
  return { name: manifest?.name ?? target.name, packageVersion: manifest?.version ?? null };
}

/** Equal payloads give equal bytes. `contents` are those of `files`, one after the other. */
export function encodePayload(
  { code, name, packageVersion, toolchain, app, files }: Payload,
  contents: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const head: PayloadHead = { name, packageVersion, toolchain, app, ...(files ? { files } : {}) };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const codeBytes = new TextEncoder().encode(code);
  const filesStart = SIZES_LENGTH + headBytes.length + codeBytes.length;
  const bytes = new Uint8Array(filesStart + contents.length);
  const sizes = new DataView(bytes.buffer);
  sizes.setUint32(0, headBytes.length, true);
  sizes.setUint32(4, codeBytes.length, true);
  bytes.set(headBytes, SIZES_LENGTH);
  bytes.set(codeBytes, SIZES_LENGTH + headBytes.length);
  bytes.set(contents, filesStart);
  return bytes;
}

/** Reads head and code; the files only when they are asked for. */
export function openPayload(read: ReadPayload): { payload: Payload; files: EmbeddedFiles | null } {
  const sizes = new DataView(read(0, SIZES_LENGTH).buffer);
  const [headLength, codeLength] = [sizes.getUint32(0, true), sizes.getUint32(4, true)];
  const bytes = read(SIZES_LENGTH, headLength + codeLength);
  const decoder = new TextDecoder();
  const head: PayloadHead = JSON.parse(decoder.decode(bytes.subarray(0, headLength)));
  const filesStart = SIZES_LENGTH + headLength + codeLength;
  return {
    payload: { ...head, code: decoder.decode(bytes.subarray(headLength)) },
    files: head.files
      ? new EmbeddedFiles(head.files, (offset, length) => read(filesStart + offset, length))
      : null,
  };
}
