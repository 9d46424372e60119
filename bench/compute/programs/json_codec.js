class Item {
  constructor(id, name, price, tags, active) {
    this.id = id;
    this.name = name;
    this.price = price;
    this.tags = tags;
    this.active = active;
  }
}
// The checks that a careful service writes by hand.
function item(v) {
  if (typeof v !== "object" || v === null) throw new Error("item");
  if (!Number.isInteger(v.id) || typeof v.name !== "string" || typeof v.price !== "number") {
    throw new Error("item");
  }
  if (
    !Array.isArray(v.tags) || !v.tags.every((t) => typeof t === "string") || typeof v.active !== "boolean"
  ) throw new Error("item");
  return new Item(v.id, v.name, v.price, v.tags, v.active);
}
function parsePage(text) {
  const v = JSON.parse(text);
  if (!Array.isArray(v.items) || !Number.isInteger(v.total)) throw new Error("page");
  return { items: v.items.map(item), total: v.total };
}
const items = [];
for (let i = 0; i < 100; i++) {
  items.push(new Item(i, `item ${i}`, i * 1.25 + 0.1, ["a", `b${i}`], i % 2 === 0));
}
const page = { items, total: 100 };
function work(page, n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    const text = JSON.stringify(page);
    const back = parsePage(text);
    total += back.items.length + text.length;
  }
  return total;
}
const started = performance.now();
const result = work(page, 3000);
console.log((performance.now() - started).toFixed(1), result);
