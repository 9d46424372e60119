/** Letting a client finish what it sends although nobody wants it: one that is cut off while it writes may never see the answer. */

/** More than this is not taken. */
export const MOST_BYTES = 32 * 1024 * 1024;
const MOST_MS = 2000;
/** A client that has sent nothing for so long waits for the answer. */
const QUIET_MS = 100;

/** Reads the rest of a body without keeping it, within limits of size and (real) time. Does not fail. */
export async function discardBody(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const end = performance.now() + MOST_MS;
  let timer = 0;
  const quiet = () =>
    new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), QUIET_MS);
    });
  try {
    for (let taken = 0; taken < MOST_BYTES && performance.now() < end;) {
      const piece = await Promise.race([reader.read(), quiet()]);
      clearTimeout(timer);
      if (piece === null || piece.done) break;
      taken += piece.value.length;
    }
    reader.cancel().catch(() => {});
  } catch {
    // The client has gone.
  }
}
