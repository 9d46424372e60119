/**
 * Ends a TCP connection at once. The host has no way to: closing a WebSocket queues a close frame behind everything else, and a peer that does not read keeps all of it in memory until it goes. The system's own
 * `shutdown` ends both directions; the host then sees the end, and frees what was queued.
 */

interface System {
  readonly symbols: {
    getpeername(socket: number, address: Uint8Array<ArrayBuffer>, length: Uint8Array<ArrayBuffer>): number;
    shutdown(socket: number, how: number): number;
  };
}

const LIBRARIES: Readonly<Record<string, string>> = { linux: "libc.so.6", darwin: "libSystem.B.dylib" };
const BOTH_DIRECTIONS = 2;
/** Open files of one process are numbered without gaps as long as any is free; beyond that many unused numbers there is none. */
const LONGEST_GAP = 4096;
const ADDRESS_SIZE = 128;

let system: System | null | undefined;

function open(): System | null {
  const library = LIBRARIES[Deno.build.os];
  if (library === undefined) return null;
  try {
    return Deno.dlopen(library, {
      getpeername: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
      shutdown: { parameters: ["i32", "i32"], result: "i32" },
    });
  } catch {
    return null;
  }
}

/** Ends the connection to `peer`; false where the system cannot be asked or there is no such connection. */
export function terminateSocket(peer: Deno.NetAddr): boolean {
  system ??= open();
  if (!system) return false;
  const { getpeername, shutdown } = system.symbols;
  const address = new Uint8Array(ADDRESS_SIZE);
  const length = new Uint8Array(4);
  const lengthView = new DataView(length.buffer);
  const bytes = addressBytes(peer.hostname);
  for (let file = 3, unused = 0; unused < LONGEST_GAP; file++) {
    lengthView.setUint32(0, ADDRESS_SIZE, true);
    if (getpeername(file, address, length) !== 0) {
      unused++;
      continue;
    }
    unused = 0;
    if (((address[2]! << 8) | address[3]!) !== peer.port || !hasAddress(address, bytes)) continue;
    return shutdown(file, BOTH_DIRECTIONS) === 0;
  }
  return false;
}

/** The 4 bytes of an IPv4 address; null for others, which the port alone tells apart. */
function addressBytes(hostname: string): readonly number[] | null {
  const parts = hostname.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => part >= 0 && part <= 255) ? parts : null;
}

/** `sockaddr_in` has the address at 4, `sockaddr_in6` a mapped IPv4 address at 20. */
function hasAddress(address: Uint8Array, bytes: readonly number[] | null): boolean {
  return bytes === null || [4, 20].some((start) => bytes.every((byte, at) => address[start + at] === byte));
}
