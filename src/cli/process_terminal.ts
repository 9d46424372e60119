/** The terminal of this process. */
import { denoFileSystem } from "../project/deno_file_system.ts";
import type { Terminal } from "./terminal.ts";
import { writeAll } from "./write_all.ts";

export function processTerminal(): Terminal {
  return {
    out: (text) => writeAll(Deno.stdout, text),
    err: (text) => writeAll(Deno.stderr, text),
    isOutTerminal: Deno.stdout.isTerminal(),
    isErrTerminal: Deno.stderr.isTerminal(),
    readStdin: readAll,
    readLine,
    env: (name) => Deno.env.get(name),
    files: denoFileSystem,
  };
}

function readAll(): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (true) {
    const chunk = new Uint8Array(65536);
    const read = Deno.stdin.readSync(chunk);
    if (read === null) break;
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** Byte by byte: what follows the line stays for others. */
function readLine(): string | null {
  const byte = new Uint8Array(1);
  const line: number[] = [];
  while (Deno.stdin.readSync(byte) !== null) {
    if (byte[0] === 10) return decode(line);
    line.push(byte[0]!);
  }
  return line.length === 0 ? null : decode(line);
}

const decode = (line: readonly number[]): string =>
  new TextDecoder().decode(new Uint8Array(line)).replace(/\r$/, "");
