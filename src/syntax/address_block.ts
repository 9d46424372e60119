/** IP addresses and CIDR blocks, read by the checker (literals) and the running program (computed values, addresses of peers). Imports nothing. */

/** An address as 16 bytes; an IPv4 address as its mapped form `::ffff:a.b.c.d`. */
export type AddressBytes = Uint8Array<ArrayBuffer>;

/** All addresses that begin with the first `bits` bits of `start`. */
export interface AddressBlock {
  readonly start: AddressBytes;
  /** 0 to 128, counted in the 16 bytes. */
  readonly bits: number;
}

const IPV4 = /^([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const MAPPED_BITS = 96;
const GROUPS = 8;

/** The bytes of an IPv4 or IPv6 literal (without zone and brackets); null for any other text. */
export function parseAddress(text: string): AddressBytes | null {
  const plain = parseV4(text);
  if (plain !== null) return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...plain);
  const halves = text.split("::");
  if (!text.includes(":") || halves.length > 2) return null;
  const groups = halves.map((half) => half === "" ? [] : parseGroups(half));
  const [head, tail] = groups;
  if (head === null || tail === null) return null;
  const missing = GROUPS - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const bytes = new Uint8Array(16);
  [...head, ...new Array(missing).fill(0), ...tail ?? []].forEach((group, at) => {
    bytes[2 * at] = group >> 8;
    bytes[2 * at + 1] = group & 255;
  });
  return bytes;
}

function parseV4(text: string): number[] | null {
  const parts = IPV4.exec(text)?.slice(1);
  if (!parts || parts.some((part) => Number(part) > 255 || (part.length > 1 && part[0] === "0"))) return null;
  return parts.map(Number);
}

/** Groups of 16 bits; the last may be written as an IPv4 address, which gives two. */
function parseGroups(text: string): number[] | null {
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    const plain = at === parts.length - 1 ? parseV4(part) : null;
    if (plain !== null) groups.push(plain[0] * 256 + plain[1], plain[2] * 256 + plain[3]);
    else if (GROUP.test(part)) groups.push(parseInt(part, 16));
    else return null;
  }
  return groups;
}

/** `10.0.0.0/8`, `2001:db8::/32`, or one address; null for any other text. */
export function parseAddressBlock(text: string): AddressBlock | null {
  const [address, length, ...rest] = text.split("/");
  const start = parseAddress(address);
  if (start === null || rest.length > 0) return null;
  const isV4 = !address.includes(":");
  const most = isV4 ? 32 : 128;
  if (length !== undefined && (!/^[0-9]{1,3}$/.test(length) || Number(length) > most)) return null;
  return { start, bits: (isV4 ? MAPPED_BITS : 0) + Number(length ?? most) };
}

/** Whether a block holds an address. */
export function holdsAddress({ start, bits }: AddressBlock, address: AddressBytes): boolean {
  const whole = bits >> 3;
  for (let at = 0; at < whole; at++) if (start[at] !== address[at]) return false;
  const rest = bits & 7;
  return rest === 0 || ((start[whole] ^ address[whole]) >> (8 - rest)) === 0;
}

/** The usual text of an address; a mapped IPv4 address is written as IPv4. */
export function plainAddress(text: string): string {
  return /^::ffff:[0-9.]+$/i.test(text) && parseV4(text.slice(7)) !== null ? text.slice(7) : text;
}
