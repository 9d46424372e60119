/** Files that an executable carries besides its code. */

let read: ((name: string) => Uint8Array<ArrayBuffer> | null) | null = null;

/** Tells where the parts of the executable are. */
export function setAssets(reader: (name: string) => Uint8Array<ArrayBuffer> | null): void {
  read = reader;
}

/** The bytes of a part of the executable; null outside executables, and for a part that it does not have. */
export function asset(name: string): Uint8Array<ArrayBuffer> | null {
  return read?.(name) ?? null;
}
