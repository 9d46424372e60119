import time
def count(n):
    counts = {}
    for i in range(n):
        key = f"k{i % 5000}"
        counts[key] = counts.get(key, 0) + 1
    total = 0
    for k, v in counts.items():
        if k in counts:
            total += v
    return total
started = time.perf_counter()
result = count(3_000_000)
print(f"{(time.perf_counter() - started) * 1000:.1f}", result)
