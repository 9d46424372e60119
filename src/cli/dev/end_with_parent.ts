/** A process that must not outlive the one that started it, even when it is busy in an endless loop and the other was killed. */
import { openLibc } from "../libc.ts";

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9;

/** Asks the system to end this process with its parent, where the system can do that (Linux); elsewhere the closed connection must do. */
export function endWithParent(): void {
  if (Deno.build.os !== "linux") return;
  const libc = openLibc({ prctl: { parameters: ["i32", "u64", "u64", "u64", "u64"], result: "i32" } });
  libc?.symbols.prctl(PR_SET_PDEATHSIG, BigInt(SIGKILL), 0n, 0n, 0n);
}
