function count(n) {
  const counts = new Map();
  for (let i = 0; i < n; i++) {
    const key = `k${i % 5000}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let total = 0;
  for (const [k, v] of counts) if (counts.has(k)) total += v;
  return total;
}
const started = performance.now();
const result = count(3_000_000);
console.log((performance.now() - started).toFixed(1), result);
