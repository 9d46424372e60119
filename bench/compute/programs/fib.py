import time
def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)
started = time.perf_counter()
result = fib(35)
print(f"{(time.perf_counter() - started) * 1000:.1f}", result)
