/** JavaScript identifiers for Fitz names: unchanged where possible, since stack traces show them. `$` is not part of Fitz names and marks ours. */

import { identifierText } from "../../syntax/property_name.ts";

const RESERVED = new Set((
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in " +
  "instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield " +
  "NaN Infinity Number BigInt Math Array Map Set Object String Boolean Symbol Error Promise Uint8Array JSON Date RegExp TextEncoder globalThis async of get " +
  "set rt"
).split(" "));

/** Whether a Fitz name cannot be used as a JavaScript identifier in emitted code. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/** A set of identifiers in use, nested like functions are. */
export class NameScope {
  private readonly used = new Set<string>();
  constructor(private readonly parent: NameScope | null) {}

  has(name: string): boolean {
    return this.used.has(name) || (this.parent?.has(name) ?? false);
  }

  /** Takes the identifier nearest to `name` that no enclosing scope uses. */
  claim(name: string): string {
    const plain = identifierText(name, "_");
    const base = isReserved(plain) || plain === "" ? `${plain}$` : plain;
    let candidate = base;
    for (let n = 1; this.has(candidate); n++) candidate = `${base}${base.endsWith("$") ? "" : "$"}${n}`;
    this.used.add(candidate);
    return candidate;
  }
}
