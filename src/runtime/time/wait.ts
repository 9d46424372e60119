/** The longest delay that a timer of JavaScript keeps. */
const LONGEST = 2 ** 31 - 1;

/** Waits that many milliseconds, of any number; ends early, without error, when the signal is aborted. For hosts. */
export function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    let left = milliseconds;
    let timer = 0;
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const next = () => {
      const delay = Math.min(left, LONGEST);
      left -= delay;
      timer = setTimeout(left > 0 ? next : end, delay);
    };
    signal?.addEventListener("abort", end);
    next();
  });
}
