import json, time
def make():
    return {"items": [{"id": i, "name": f"item {i}", "price": i * 1.25 + 0.1, "tags": ["a", f"b{i}"], "active": i % 2 == 0} for i in range(100)], "total": 100}
page = make()
started = time.perf_counter()
total = 0
for _ in range(3000):
    text = json.dumps(page)
    back = json.loads(text)
    total += len(back["items"]) + len(text)
print(f"{(time.perf_counter() - started) * 1000:.1f}", total)
