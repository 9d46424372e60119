/** `next()` where the function around it waits. */

/** What there is to wait for: the promise behind a `next` that waits, else the value itself. */
export function callNext(next: (() => unknown) & { readonly run?: () => unknown }): unknown {
  return next.run === undefined ? next() : next.run();
}
