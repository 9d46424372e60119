/** Texts of server settings that both the checker (literals) and the running program (computed values) read: web.md 1.3, 3.2. Imports nothing. */

const SIZE = /^([0-9]+)(kb|mb|gb)$/i;
const FACTORS: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Bytes of `"512kb"`, `"2mb"`, `"1gb"`; null for any other text. */
export function parseSize(text: string): number | null {
  const match = SIZE.exec(text);
  return match ? Number(match[1]) * FACTORS[match[2].toLowerCase()] : null;
}

const DURATION = /^([0-9]+)(ms|s|m|h|d)$/;
const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds of `"250ms"`, `"30s"`, `"5m"`, `"2h"`, `"1d"`; null for any other text. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  return match ? Number(match[1]) * MILLISECONDS[match[2]] : null;
}

/** `static_prefix` with a slash at its start and none at its end; empty for the root of the site. */
export function staticPrefix(text: string): string {
  const trimmed = text.replace(/\/+$/, "");
  return trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}

const IPV4 =
  /^(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}$/;

/** Whether a text is an IPv4 or IPv6 literal. */
export function isIpLiteral(text: string): boolean {
  return IPV4.test(text) ||
    (text.includes(":") && /^[0-9a-fA-F:.]+$/.test(text) && URL.canParse(`http://[${text}]/`));
}
