/** Programs of the kind that people start: what they need is in the code cache. They never show. */

export const SCRIPT_SAMPLE = String.raw`// Everyday code of every kind.
type Point {
    x: Float
    y: Float = 0.0

    fn length() -> Float => math.sqrt(self.x * self.x + self.y * self.y)
}

enum Shape {
    Circle(radius: Float)
    Square(side: Float)
    Empty
}

type Item {
    @min_len(1) name: Str
    count: Int = 1
    price: Float = 0.0
    tags: List<Str> = []
    note: Str?
}

let LIMIT = 10

fn area(shape: Shape) -> Float => match shape {
    Shape.Circle(r) => 3.14 * r * r,
    Shape.Square(a) => a * a,
    Shape.Empty => 0.0,
}

fn parse_count(text: Str) -> Result<Int> {
    let count = json.parse(text)?.as_int()?
    if count < 0 or count > LIMIT {
        return Err("count {count} is out of range")
    }
    return Ok(count)
}

async fn double(n: Int) -> Int {
    return n * 2
}

/// The words of a text with how often they occur.
fn count_words(text: Str) -> Map<Str, Int> {
    let counts: Map<Str, Int> = {}
    for word in text.lower().split(" ") {
        if word == "" {
            continue
        }
        counts[word] = counts.get_or(word, 0) + 1
    }
    return counts
}

let point = Point { x: 3.0, y: 4.0 }
print("length {point.length():.2}, {area(Shape.Circle(1.0))} {area(Shape.Empty)}", Shape.Square(2.0))
for text in ["3", "30", "x"] {
    match parse_count(text) {
        Ok(count) => print("count", count),
        Err(message) => print("no: {message}"),
    }
}
let words = count_words("the cat and the hat and the mat")
let ranking = words.entries().sorted_by(
    fn(a, b) => if a.1 == b.1 { if a.0 < b.0 { -1 } else { 1 } } else { b.1 - a.1 },
)
for (word, count) in ranking.take(3) {
    print("{count:>3} {word}")
}
let items = [Item { name: "tea", count: 2, price: 1.5, tags: ["hot"] }, Item { name: "ice" }]
let total = items.map(fn(item) => item.price * item.count).sum()
print(total, items.filter(fn(item) => item.count > 1).map(fn(item) => item.name).join(", "))
let text = json.stringify(items)
print(text, json.parse(text))
let squares = [n * n for n in 1..=5 if n % 2 == 1]
print(squares, squares[0], squares[1..], 2 * 3, 7 / 2, 7 % 3, "a" in "abc")
let n = 0
while true {
    n += 1
    if n >= 5 {
        break
    }
}
let twice = double(n).await
print(twice, items[1].note ?? "none", items[0] == items[1])
let from_any: Any = { "a": 1, "b": [true, null, 2.5] }
print(from_any, Date.from_ymd(2026, 1, 31).map(fn(day) => day.add_days(1)))
`;

export const SERVICE_SAMPLE = String.raw`// A service with the usual kinds of routes.
type Item {
    @min_len(1) name: Str
    count: Int = 1
    price: Float = 0.0
    tags: List<Str> = []
    note: Str?
}

let stock: Map<Int, Item> = { 1: Item { name: "ice" } }

@server(3000, title="Sample")
fn main() => 0

@get("/")
fn home() -> Str => "hello"

/// One item.
@get("/items/{id}")
fn item(id: Int, limit: Int = 10, q: Str? = null) -> Item => match stock.get(id) {
    Err(text) => return 404 {"error": text},
    Ok(found) => found,
}

@get("/items")
fn items() -> List<Item> => stock.values()

@post("/items")
fn add(body: Item) -> Item {
    stock[stock.len() + 1] = body
    return body
}
`;
