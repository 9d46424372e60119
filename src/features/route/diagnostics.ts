/** Codes of routes: web.md 4.3. */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";

function spec(
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec {
  return { code, severity: "error", summary, explanation, wrong: `${wrong}\n`, right: `${right}\n` };
}

export const ROUTE_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  spec(
    "http/path-literal",
    "the path of a route is not a string literal",
    "Routes are known before the program runs: the API document, the start-up output and the router are made from them. Write the path as a literal.",
    'let path = "/users"\n\n@get(path)\nfn users() -> List<Str> => []',
    '@get("/users")\nfn users() -> List<Str> => []',
  ),
  spec(
    "http/path-slash",
    "the path of a route does not start with `/`",
    "Paths of requests always start with a slash, so a template without one can never match.",
    '@get("users")\nfn users() -> List<Str> => []',
    '@get("/users")\nfn users() -> List<Str> => []',
  ),
  spec(
    "http/path-param",
    "what stands in the braces of a path is not a plain name",
    "`{id}` takes one whole segment of the path and gives it to the parameter `id`. Expressions, patterns and parts of segments are not possible.",
    '@get("/users/{user.id}")\nfn user(id: Int) -> Int => id',
    '@get("/users/{id}")\nfn user(id: Int) -> Int => id',
  ),
  spec(
    "http/path-param-twice",
    "a path names one parameter twice",
    "Each parameter of a function has one value, so its name stands once in the path.",
    '@get("/a/{x}/b/{x}")\nfn pair(x: Int) -> Int => x',
    '@get("/a/{x}/b/{y}")\nfn pair(x: Int, y: Int) -> Int => x + y',
  ),
  spec(
    "http/path-param-unused",
    "a path names a parameter that the function does not have",
    "Every name in the braces of a template is a parameter of the function below it.",
    '@get("/users/{id}")\nfn user() -> Str => "somebody"',
    '@get("/users/{id}")\nfn user(id: Int) -> Str => "user {id}"',
  ),
  spec(
    "http/path-param-type",
    "a path or query parameter has a type that no text is converted to",
    "Paths and queries are texts. They are converted to `Int`, `Float`, `Bool` and `Str`; take a `Str` and convert it in the function to get anything else.",
    '@get("/days/{day}")\nfn day(day: List<Int>) -> Int => 1',
    '@get("/days/{day}")\nfn day(day: Str) -> Str => day',
  ),
  spec(
    "http/duplicate-route",
    "two functions handle the same verb and path",
    "A request has one handler. Give one of the functions another path or another verb.",
    '@get("/a")\nfn first() -> Int => 1\n\n@get("/a")\nfn second() -> Int => 2',
    '@get("/a")\nfn first() -> Int => 1\n\n@get("/b")\nfn second() -> Int => 2',
  ),
  spec(
    "http/ambiguous-route",
    "two templates of one verb differ only in the names of their parameters",
    "Both templates match the same paths, so nothing says which function is meant.",
    '@get("/a/{x}")\nfn first(x: Int) -> Int => x\n\n@get("/a/{y}")\nfn second(y: Str) -> Str => y',
    '@get("/a/{x}")\nfn first(x: Int) -> Int => x\n\n@get("/b/{y}")\nfn second(y: Str) -> Str => y',
  ),
  spec(
    "http/two-bodies",
    "a handler has two parameters that would both be the body",
    "A request has one body. Put what belongs to it into one type; other parameters come from the path, the query, headers or cookies.",
    'type A { x: Int }\ntype B { y: Int }\n\n@post("/pairs")\nfn pair(a: A, b: B) -> Int => a.x + b.y',
    'type Pair { x: Int, y: Int }\n\n@post("/pairs")\nfn pair(body: Pair) -> Int => body.x + body.y',
  ),
  spec(
    "http/body-on-get",
    "a parameter of a GET or HEAD handler would be a body",
    "GET and HEAD requests have no body. Take single values from the query, or answer POST.",
    'type Filter { text: Str }\n\n@get("/items")\nfn items(filter: Filter) -> Str => filter.text',
    '@get("/items")\nfn items(text: Str) -> Str => text',
  ),
  spec(
    "http/file-param",
    "a parameter of a handler is a `File`",
    "A multipart form sends its files under names. Declare a type with a field for each of them and take that type; it may have fields for the texts of the form as well.",
    '@post("/docs")\nfn up(doc: File) -> Int => doc.size()',
    'type Upload { doc: File }\n\n@post("/docs")\nfn up(form: Upload) -> Int => form.doc.size()',
  ),
  spec(
    "http/query-template",
    "the query part of a template is malformed",
    "After the `?` stand pairs `key={name}` joined by `&`. Instead of a template the parameters can simply be declared: scalar parameters that are not in the path are read from the query.",
    '@get("/items?limit")\nfn items(limit: Int) -> Int => limit',
    '@get("/items?limit={limit}")\nfn items(limit: Int) -> Int => limit',
  ),
  spec(
    "http/query-name",
    "key and parameter of a query template have different names",
    "The name in the URL and the name of the parameter are the same.",
    '@get("/items?l={limit}")\nfn items(limit: Int) -> Int => limit',
    '@get("/items?limit={limit}")\nfn items(limit: Int) -> Int => limit',
  ),
  spec(
    "http/header-type",
    "a parameter filled from a header or cookie is not a text",
    "Headers and cookies are texts: the parameter is `Str` when it is required and `Str?` when it may be absent. Convert it in the function.",
    '@header(name="X-Page")\n@get("/items")\nfn items(x_page: Int) -> Int => x_page',
    '@header(name="X-Page")\n@get("/items")\nfn items(x_page: Str) -> Str => x_page',
  ),
  spec(
    "http/header-target",
    "no parameter takes the header or cookie",
    "The target is the parameter named by `into`, else the header's name in lower case with `_` for `-`.",
    '@header(name="X-Page")\n@get("/items")\nfn items(page: Str) -> Str => page',
    '@header(name="X-Page", into="page")\n@get("/items")\nfn items(page: Str) -> Str => page',
  ),
  spec(
    "http/response-bodies",
    "a `Response` gets two bodies",
    "An answer has one body: a text in `body`, or bytes in `body_bytes`.",
    '@get("/")\nfn home() -> Response => Response { body: "x", body_bytes: b"x" }',
    '@get("/")\nfn home() -> Response => Response { body_bytes: b"x" }',
  ),
  spec(
    "json/not-encodable",
    "a handler's result cannot be written as JSON",
    "Functions, ranges and maps with keys other than Str have no JSON form, so no answer can be made of them.",
    '@get("/")\nfn names() -> Map<Int, Str> => {1: "one"}',
    '@get("/")\nfn names() -> Map<Str, Str> => {"1": "one"}',
  ),
  spec(
    "http/variadic",
    "a handler has a variadic parameter",
    "Requests have no rest of arguments. A parameter of type `List<Str>`, `List<Int>` and so on takes all values of a query key.",
    '@get("/sum")\nfn total(...n: Int) -> Int => n.sum()',
    '@get("/sum")\nfn total(n: List<Int>) -> Int => n.sum()',
  ),
];
