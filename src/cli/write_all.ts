/** Writing to the streams of this process. */

interface Stream {
  writeSync(bytes: Uint8Array): number;
}

const encoder = new TextEncoder();
const reused = new Uint8Array(1 << 18);
const MOST_BYTES_PER_UNIT = 3;
/** How long to wait for a full pipe that somebody else has made non-blocking. */
const RETRY_MS = 1;

/** Writes everything. A reader that has gone away (`fitz … | head`) ends the process quietly, as it does for other programs. */
export function writeAll(stream: Stream, text: string): void {
  try {
    writeBytes(stream, bytesOf(text));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(1);
    throw error;
  }
}

/** Writes to stderr. Nobody reading it any more ends nothing. */
export function writeRecords(text: string): void {
  try {
    writeBytes(Deno.stderr, bytesOf(text));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** UTF-8, valid until the next call. */
function bytesOf(text: string): Uint8Array {
  if (text.length * MOST_BYTES_PER_UNIT > reused.length) return encoder.encode(text);
  return reused.subarray(0, encoder.encodeInto(text, reused).written);
}

function writeBytes(stream: Stream, bytes: Uint8Array): void {
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(stream.writeSync(bytes));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
