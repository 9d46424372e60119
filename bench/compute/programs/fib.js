function fib(n) {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
const started = performance.now();
const result = fib(35);
console.log((performance.now() - started).toFixed(1), result);
