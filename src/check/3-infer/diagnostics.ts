/** Descriptions of the codes of types, calls, members, Results and async, for `fitz explain` and the documentation. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

export const TYPE_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "type/mismatch",
    severity: "error",
    summary: "a value that does not fit its place",
    explanation:
      "Variables with an annotation, parameters, fields, elements and declared results hold values of their type. An Int becomes a Float or Decimal where one is expected; nothing else is converted by itself.",
    wrong: 'let n: Int = "seven"\nprint(n)\n',
    right: 'let n: Int = "7".to_int().unwrap_or(0)\nprint(n)\n',
  },
  {
    code: "type/operator",
    severity: "error",
    summary: "an operator on types it does not support",
    explanation:
      "Arithmetic takes numbers, `+` also two texts; `<` and its like take two numbers, two texts or two dates; `& | ^ ~ << >>` take Ints. Nothing is converted to text: use interpolation.",
    wrong: 'let n = 5\nprint("n: " + n)\n',
    right: 'let n = 5\nprint("n: {n}")\n',
  },
  {
    code: "type/not-bool",
    severity: "error",
    summary: "a condition, guard or logical operand that is not Bool",
    explanation: "Nothing but a `Bool` counts as true or false. Compare the value with something.",
    wrong: 'let xs = [1, 2]\nif xs.len() { print("some") }\n',
    right: 'let xs = [1, 2]\nif xs.len() > 0 { print("some") }\n',
  },
  {
    code: "type/not-callable",
    severity: "error",
    summary: "calling a value that is no function",
    explanation:
      "Only functions are called. Values of a type are built with `Name { … }`, a variant without payload is written without parentheses.",
    wrong: "type Point { x: Int }\nprint(Point(3))\n",
    right: "type Point { x: Int }\nprint(Point { x: 3 })\n",
  },
  {
    code: "type/not-indexable",
    severity: "error",
    summary: "indexing or slicing another type",
    explanation:
      "`x[i]` works on List, Str and Map, slices also on Bytes. Tuple elements are `.0`, `.1`; fields are `.name`.",
    wrong: "let pair = (1, 2)\nprint(pair[0])\n",
    right: "let pair = (1, 2)\nprint(pair.0)\n",
  },
  {
    code: "type/index",
    severity: "error",
    summary: "a wrong index or key type; a tuple index out of range",
    explanation:
      "Lists and texts are indexed with an Int or a Range, maps with their key type, tuples with a position that they have.",
    wrong: 'let xs = [1, 2]\nprint(xs["0"])\n',
    right: "let xs = [1, 2]\nprint(xs[0])\n",
  },
  {
    code: "type/not-iterable",
    severity: "error",
    summary: "iterating a value of another type",
    explanation: "`for`, comprehensions and `in` work on List, Map, Range and Str.",
    wrong: "for i in 10 { print(i) }\n",
    right: "for i in 0..10 { print(i) }\n",
  },
  {
    code: "type/opaque",
    severity: "error",
    summary: "an operation on a value of a type parameter",
    explanation:
      "Of a value of type `T` nothing is known: it can be stored, passed, returned, compared with `==`, shown and turned into JSON. Take a function that does the rest as a parameter.",
    wrong: "fn twice<T>(x: T) -> T => x + x\nprint(twice(2))\n",
    right: "fn twice<T>(x: T, add: Fn(T, T) -> T) -> T => add(x, x)\nprint(twice(2, fn(a, b) => a + b))\n",
  },
  {
    code: "null/not-handled",
    severity: "error",
    summary: "a `T?` or `null` where a `T` is needed",
    explanation:
      "A `T?` value may be null. Give a default with `??`, test it first (`if x != null { … }`), or declare the place as `T?`.",
    wrong: 'fn shout(s: Str?) -> Str => s + "!"\nprint(shout("hey"))\n',
    right: 'fn shout(s: Str?) -> Str => (s ?? "hm") + "!"\nprint(shout("hey"))\n',
  },
  {
    code: "null/unchecked-access",
    severity: "warning",
    summary: "a member or element of a value that may be null",
    explanation:
      "`.field`, `.method()` and `[…]` on a `T?` are run-time errors when the value is null. `?.` skips the access then; after a test the value counts as `T`.",
    wrong: 'fn size(s: Str?) -> Int => s.len()\nprint(size("abc"))\n',
    right: 'fn size(s: Str?) -> Int => s?.len() ?? 0\nprint(size("abc"))\n',
  },
  {
    code: "call/argument-count",
    severity: "error",
    summary: "too few or too many arguments",
    explanation:
      "A call gives every parameter without default exactly one argument; `...` takes the rest. A variant with payload must be called with all of its values.",
    wrong: "fn area(w: Int, h: Int) -> Int => w * h\nprint(area(2))\n",
    right: "fn area(w: Int, h: Int) -> Int => w * h\nprint(area(2, 3))\n",
  },
  {
    code: "call/unknown-argument",
    severity: "error",
    summary: "a named argument that the callee does not have",
    explanation: "The name before `:` or `=` must be that of a parameter.",
    wrong: 'fn label(text: Str, size: Int = 3) -> Str => text.repeat(size)\nprint(label("a", sise: 2))\n',
    right: 'fn label(text: Str, size: Int = 3) -> Str => text.repeat(size)\nprint(label("a", size: 2))\n',
  },
  {
    code: "call/duplicate-argument",
    severity: "error",
    summary: "an argument given twice",
    explanation: "A parameter gets its value once, by position or by name.",
    wrong: 'fn label(text: Str, size: Int = 3) -> Str => text.repeat(size)\nprint(label("a", 2, size: 4))\n',
    right: 'fn label(text: Str, size: Int = 3) -> Str => text.repeat(size)\nprint(label("a", size: 4))\n',
  },
  {
    code: "call/named-not-allowed",
    severity: "error",
    summary: "named arguments where none are allowed",
    explanation:
      "Functions with a `...` parameter, function values, callbacks and the required parameters of built-ins take their arguments by position.",
    wrong: "let twice = fn(n) => n * 2\nprint(twice(n: 4))\n",
    right: "let twice = fn(n) => n * 2\nprint(twice(4))\n",
  },
  {
    code: "call/callback",
    severity: "error",
    summary: "a callback that cannot be called as the receiver does",
    explanation:
      "The function passed must take exactly the arguments that the receiver gives, with types that fit, and its result must fit what the receiver expects.",
    wrong: "print([1, 2, 3].filter(fn(n) => n * 2))\n",
    right: "print([1, 2, 3].filter(fn(n) => n > 2))\n",
  },
  {
    code: "field/unknown",
    severity: "error",
    summary: "a field, variant or static member that does not exist",
    explanation:
      "The type does not declare that field. Methods are called with parentheses and are no values.",
    wrong: 'type Song { title: Str }\nlet s = Song { title: "x" }\nprint(s.titel)\n',
    right: 'type Song { title: Str }\nlet s = Song { title: "x" }\nprint(s.title)\n',
  },
  {
    code: "field/missing",
    severity: "error",
    summary: "a required field left out of a literal",
    explanation: "A field without default that is not nullable must be given, unless `..base` fills it.",
    wrong: "type Song { title: Str, seconds: Int = 180 }\nprint(Song { seconds: 3 })\n",
    right: 'type Song { title: Str, seconds: Int = 180 }\nprint(Song { title: "x", seconds: 3 })\n',
  },
  {
    code: "field/duplicate",
    severity: "error",
    summary: "a field given twice in a literal",
    explanation: "Each field of a struct literal gets one value.",
    wrong: "type Point { x: Int }\nprint(Point { x: 1, x: 3 })\n",
    right: "type Point { x: Int }\nprint(Point { x: 3 })\n",
  },
  {
    code: "field/no-fields",
    severity: "error",
    summary: "`.name` on a value without fields",
    explanation:
      'Texts, lists, maps, Results and most library values have methods only, and those need their parentheses. Entries of a map are read with `m["key"]`.',
    wrong: 'print("abc".len)\n',
    right: 'print("abc".len())\n',
  },
  {
    code: "field/private",
    severity: "error",
    summary: "a private member used outside its type",
    explanation: "A field or method whose name starts with `_` is used in the methods of its type only.",
    wrong: "type Account { _pin: Int = 0 }\nprint(Account {}._pin)\n",
    right: "type Account {\n    _pin: Int = 0\n    fn pin() -> Int => _pin\n}\nprint(Account {}.pin())\n",
  },
  {
    code: "field/bare-assignment",
    severity: "error",
    summary: "assigning a bare field name in a method",
    explanation:
      "Methods read fields by their bare name, but write them as `self.name = …`. With `let` the name becomes a local variable.",
    wrong: "type Counter {\n    n: Int = 0\n    fn bump() { n += 1 }\n}\nlet c = Counter {}\nc.bump()\n",
    right: "type Counter {\n    n: Int = 0\n    fn bump() { self.n += 1 }\n}\nlet c = Counter {}\nc.bump()\n",
  },
  {
    code: "method/unknown",
    severity: "error",
    summary: "a method that does not exist",
    explanation: "Values of this type have no method of that name.",
    wrong: "print([1, 2].append(3))\n",
    right: "let xs = [1, 2]\nxs.push(3)\nprint(xs)\n",
  },
  {
    code: "method/static-misuse",
    severity: "error",
    summary: "a static method called on a value, or the reverse",
    explanation: "`static fn` is called on the type, `Type.name(…)`; other methods on a value.",
    wrong:
      "type Account {\n    total: Int = 0\n    static fn of(n: Int) -> Account => Account { total: n }\n}\nprint(Account {}.of(2))\n",
    right:
      "type Account {\n    total: Int = 0\n    static fn of(n: Int) -> Account => Account { total: n }\n}\nprint(Account.of(2))\n",
  },
  {
    code: "method/self-outside",
    severity: "error",
    summary: "`self` outside an instance method",
    explanation: "`self` is the receiver of a method of a type. Functions and static methods have none.",
    wrong: "fn name() => self.name\nprint(name())\n",
    right:
      'type User {\n    name: Str\n    fn label() -> Str => self.name\n}\nprint(User { name: "Ana" }.label())\n',
  },
  {
    code: "json/not-decodable",
    severity: "error",
    summary: "a type that JSON cannot build",
    explanation:
      "Range, Result, Future, functions, maps with keys other than Str, and types with a required private or `@hidden` field cannot be read from JSON.",
    wrong: 'print(json.parse_as(Range, "1"))\n',
    right: 'print(json.parse_as(List<Int>, "[1]"))\n',
  },
  {
    code: "result/try-outside",
    severity: "error",
    summary: "`?` where no Result can be returned",
    explanation:
      "`?` leaves the function with the `Err`. The function must declare a Result or no result at all; the top level cannot be left.",
    wrong: 'fn port(s: Str) -> Int => s.to_int()?\nprint(port("80"))\n',
    right: 'fn port(s: Str) -> Result<Int> => Ok(s.to_int()?)\nprint(port("80"))\n',
  },
  {
    code: "result/try-operand",
    severity: "error",
    summary: "`?` on a value that is no Result",
    explanation: "Only a Result is propagated. For values that may be null there is `??`.",
    wrong: 'fn first(s: Str?) -> Result<Str> => Ok(s?)\nprint(first("x"))\n',
    right: 'fn first(s: Str?) -> Result<Str> => Ok(s ?? "none")\nprint(first("x"))\n',
  },
  {
    code: "async/await-in-sync",
    severity: "error",
    summary: "`.await`, or a call that waits by itself, in a function that is not async",
    explanation:
      "Waiting is possible at the top level and in `async fn`, async methods and `async fn(…)` values. Some calls of the library wait without `.await`, such as `out.send(…)` of a stream.",
    wrong:
      "async fn load(n: Int) -> Int => n\nfn twice(n: Int) -> Int => load(n).await * 2\nprint(twice(2))\n",
    right:
      "async fn load(n: Int) -> Int => n\nasync fn twice(n: Int) -> Int => load(n).await * 2\nprint(twice(2).await)\n",
  },
  {
    code: "async/not-a-future",
    severity: "error",
    summary: "`.await` on a value that is no Future",
    explanation:
      "Calls of `async fn` and the asynchronous functions of the library give Futures; other values are there at once.",
    wrong: 'print("x".len().await)\n',
    right: 'print("x".len())\n',
  },
  {
    code: "async/never-awaited",
    severity: "warning",
    summary: "a Future that is dropped",
    explanation:
      "A call of an `async fn` only describes the work. It runs when it is awaited, or when `spawn` starts it beside the caller.",
    wrong: "async fn save(n: Int) { print(n) }\nsave(3)\n",
    right: "async fn save(n: Int) { print(n) }\nsave(3).await\n",
  },
  {
    code: "spawn/not-background",
    severity: "error",
    summary: "`spawn` of a call of a sync function",
    explanation:
      "A sync function runs at once and cannot be started beside the caller unless it carries `@background`. Calls of `async fn` can.",
    wrong: "fn work(n: Int) { print(n) }\nspawn(work(1))\n",
    right: "async fn work(n: Int) { print(n) }\nspawn(work(1))\n",
  },
  {
    code: "spawn/not-a-call",
    severity: "error",
    summary: "`spawn` of a value that is no Future",
    explanation: "`spawn` takes a call, or a Future that was stored.",
    wrong: "let n = 5\nspawn(n)\n",
    right: "async fn work(n: Int) { print(n) }\nlet job = work(5)\nspawn(job)\n",
  },
  {
    code: "http/status-outside-handler",
    severity: "error",
    summary: "a status return outside a handler or middleware",
    explanation:
      "`return 404 {…}` answers an HTTP request, so it stands in a function that handles one. Elsewhere return a value or an `Err`.",
    wrong:
      'fn find(id: Int) {\n    if id < 0 { return 404 {"error": "none"} }\n    return id\n}\nprint(find(1))\n',
    right:
      '@get("/items/{id}")\nfn find(id: Int) {\n    if id < 0 { return 404 {"error": "none"} }\n    return id\n}\n',
  },
  {
    code: "http/status-range",
    severity: "error",
    summary: "a status outside 200 to 599",
    explanation:
      "The status is a literal from 200 to 599, or the name of a variable of the module that holds an Int.",
    wrong:
      '@get("/items/{id}")\nfn find(id: Int) {\n    if id < 0 { return 99 {"error": "none"} }\n    return id\n}\n',
    right:
      '@get("/items/{id}")\nfn find(id: Int) {\n    if id < 0 { return 404 {"error": "none"} }\n    return id\n}\n',
  },
];
