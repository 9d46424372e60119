/** Calls of the C library that Deno has no word for. */

/** Opens the C library with some of its functions; null where there is none of a known name. */
export function openLibc<T extends Deno.ForeignLibraryInterface>(
  functions: T,
): Deno.DynamicLibrary<T> | null {
  const names = Deno.build.os === "linux"
    ? ["libc.so.6", "libc.so"]
    : Deno.build.os === "darwin"
    ? ["libSystem.dylib"]
    : [];
  for (const name of names) {
    try {
      return Deno.dlopen(name, functions);
    } catch {
      // Another name.
    }
  }
  return null;
}
