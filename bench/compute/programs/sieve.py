import time
def sieve(n):
    composite = [False for _ in range(n + 1)]
    count = 0
    i = 2
    while i <= n:
        if not composite[i]:
            count += 1
            j = i * i
            while j <= n:
                composite[j] = True
                j += i
        i += 1
    return count
started = time.perf_counter()
result = sieve(5_000_000)
print(f"{(time.perf_counter() - started) * 1000:.1f}", result)
