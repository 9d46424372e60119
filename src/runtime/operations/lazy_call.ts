/** Calls that are put off until their Future is awaited. */
import { boxNullableFloat } from "../values/float.ts";
import { Future } from "../values/future.ts";

/** A call that runs when its Future starts; the arguments have been evaluated. */
export function lazyCall<A extends unknown[]>(code: (...args: A) => unknown, ...args: A): Future {
  return new Future(() => code(...args));
}

/** The same for a function that gives a raw double. */
export function lazyFloatCall<A extends unknown[]>(code: (...args: A) => unknown, ...args: A): Future {
  return new Future(async () => boxNullableFloat(await code(...args) as number | null));
}
