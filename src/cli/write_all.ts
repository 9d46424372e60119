/** Writing to the streams of this process. */

const encoder = new TextEncoder();

/** Writes everything. A reader that has gone away (`fitz … | head`) ends the process quietly, as it does for other programs. */
export function writeAll(stream: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = encoder.encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(1);
    throw error;
  }
}
