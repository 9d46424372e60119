/** What a built executable carries of its program: one line of JSON, then the emitted module. */
import type { App } from "../../app/manifest.ts";
import type { Target } from "../../project/target.ts";

export interface PayloadHead {
  readonly name: string;
  /** Of the package; null in single-file mode. */
  readonly packageVersion: string | null;
  readonly toolchain: string;
  readonly app: App;
}

export interface Payload extends PayloadHead {
  readonly code: string;
}

/** Name and version that a program goes by: those of its package, or the stem of a single file. */
export function identityOf(target: Target): Pick<PayloadHead, "name" | "packageVersion"> {
  const manifest = target.isSingleFile ? undefined : target.package?.manifest;
  return { name: manifest?.name ?? target.name, packageVersion: manifest?.version ?? null };
}

/** Equal payloads give equal bytes. */
export function encodePayload(
  { code, name, packageVersion, toolchain, app }: Payload,
): Uint8Array<ArrayBuffer> {
  const head: PayloadHead = { name, packageVersion, toolchain, app };
  return new TextEncoder().encode(`${JSON.stringify(head)}\n${code}`);
}

export function decodePayload(bytes: Uint8Array): Payload {
  const text = new TextDecoder().decode(bytes);
  const end = text.indexOf("\n");
  return { ...JSON.parse(text.slice(0, end)) as PayloadHead, code: text.slice(end + 1) };
}
