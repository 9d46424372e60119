function sieve(n) {
  const composite = [];
  for (let i = 0; i <= n; i++) composite.push(false);
  let count = 0;
  for (let i = 2; i <= n; i++) {
    if (!composite[i]) {
      count++;
      for (let j = i * i; j <= n; j += i) composite[j] = true;
    }
  }
  return count;
}
const started = performance.now();
const result = sieve(5_000_000);
console.log((performance.now() - started).toFixed(1), result);
