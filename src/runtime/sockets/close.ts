/** Close codes, reasons and room names that a program may give: realtime.md 4. */
import { fail } from "../failures/failure.ts";

const LONGEST_REASON = 123;
const LONGEST_ROOM = 256;
const encoder = new TextEncoder();

/** @throws Failure for codes that are not a program's to send */
export function closeCode(code: unknown): number {
  if (code === 1000 || (typeof code === "number" && Number.isInteger(code) && code >= 3000 && code <= 4999)) {
    return code;
  }
  return fail("run/bad-argument", `the close code is 1000 or from 3000 to 4999, found ${code}`);
}

/** Cut at a character where it is too long. */
export function closeReason(reason: string): string {
  if (encoder.encode(reason).length <= LONGEST_REASON) return reason;
  let size = 0;
  let text = "";
  for (const character of reason) {
    size += encoder.encode(character).length;
    if (size > LONGEST_REASON) break;
    text += character;
  }
  return text;
}

/** @throws Failure for an empty or very long name */
export function checkRoom(room: string): void {
  if (room === "" || encoder.encode(room).length > LONGEST_ROOM) {
    fail(
      "run/bad-argument",
      `the name of a room has 1 to ${LONGEST_ROOM} bytes, found ${JSON.stringify(room.slice(0, 40))}`,
    );
  }
}
