/** A function that computes its value at the first call; for descriptions of types that refer to each other. */
export function once<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => value ??= make();
}
