/** Waiting variants of functions that are not async: who has one, who calls it, and that others run meanwhile. */
import assert from "node:assert/strict";
import { parse } from "npm:acorn@8.15.0";
import { emitText, type Files, runText } from "./run_text.ts";

// Workers that hash are kept for a while.
const loose = { sanitizeOps: false, sanitizeResources: false };

function codeOf(source: string | Files): string {
  const { code } = emitText(source, { sourceMap: false });
  parse(code, { ecmaVersion: "latest", sourceType: "module" });
  return code;
}

/** The names of the waiting variants, sorted. */
function variants(code: string): string[] {
  return [...code.matchAll(/^\s*async function (\S+)\$waits\(/gm)].map((match) => match[1]!).sort();
}

const HASHING = `
type Store {
    stored: Str
    fn check(plain: Str) -> Bool => hash.verify(plain, self.stored)
    static fn of(plain: Str) -> Store => Store { stored: hash.password(plain) }
    fn size() -> Int => self.stored.len()
}
fn may_enter(store: Store, p: Str) -> Bool => p != "" and store.check(p)
fn plain(n: Int) -> Int => n + 1
fn in_closure(store: Store) -> List<Bool> => ["a"].map(fn(p) => store.check(p))
`;

Deno.test("a program that offloads nothing has no waiting variant", () => {
  const source = "fn f(n: Int) -> Int => n\nfn g(n: Int) -> Int => f(n)\nprint(g(1))\n";
  assert.doesNotMatch(codeOf(source), /waits|async/);
});

Deno.test("functions and methods that come to an offloaded call have one where it is called, others have none", () => {
  const code = codeOf(`${HASHING}
@post("/login")
fn login(p: Str) -> Bool => may_enter(Store.of("a"), p)
@get("/plain/{n}")
fn show(n: Int) -> Int => plain(n)
@get("/closure")
fn closure() -> List<Bool> => in_closure(Store { stored: "" })
`);
  assert.deepEqual(variants(code), ["Store$check", "Store$of", "login", "may_enter"]);
  assert.match(code, /async function \$\$route_login/);
  assert.match(code, /\nfunction \$\$route_show/);
  assert.match(code, /\nfunction \$\$route_closure/);
  // The plain forms stay as they are.
  assert.match(
    code,
    /function may_enter\(store, p\) \{\n {2}return \(p !== ""\) && Store\$check\(store, p\);/,
  );
});

Deno.test("functions that call each other, and nested ones", loose, async () => {
  const source = `
let stored = hash.password("a")
fn even(n: Int, p: Str) -> Bool => if n == 0 { hash.verify(p, stored) } else { odd(n - 1, p) }
fn odd(n: Int, p: Str) -> Bool => if n == 0 { false } else { even(n - 1, p) }
fn outer(p: Str) -> Bool {
    fn inner(q: Str) -> Bool {
        fn innermost() -> Bool => hash.verify(q, stored)
        return innermost()
    }
    return inner(p)
}
fn scaled(p: Str) -> Float => if outer(p) { 1.5 } else { 0.25 }
async fn main_work() { print(even(2, "a"), odd(2, "a"), outer("a"), outer("b"), scaled("a") * 2.0, "{scaled("b")}") }
main_work().await
print(outer("a"), scaled("a"))
`;
  const names = variants(codeOf(source));
  assert.deepEqual(new Set(names), new Set(["even", "odd", "outer", "inner", "innermost", "scaled"]));
  assert.deepEqual(await runText(source), {
    out: "true false true false 3.0 0.25\ntrue 1.5\n",
    err: "",
    exit: 0,
  });
});

Deno.test("functions of imported modules", loose, async () => {
  const files = {
    "main.fitz":
      'import keys\nfrom keys import make\nprint(keys.fits("a", make("a")), keys.fits("b", make("a")))\n',
    "keys.fitz":
      "fn make(p: Str) -> Str => hash.password(p)\nfn fits(p: Str, stored: Str) -> Bool => hash.verify(p, stored)\n",
  };
  assert.deepEqual(variants(codeOf(files)), ["fits", "make"]);
  assert.equal((await runText(files)).out, "true false\n");
});

Deno.test("everything that the runtime calls is called in its waiting variant", () => {
  const code = codeOf(`
type User { id: Int, role: Str }
let stored = "x"
fn look(p: Str) -> Bool => hash.verify(p, stored)
@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => if look("a") { Ok(User { id: 1, role: "admin" }) } else { Err("no") }
fn before(req: Request) { if look(req.path) { return 401 { "error": "no" } } }
fn after(req: Request, resp: Response) -> Response { print(look(req.path)); return resp }
fn around(req: Request, next: Fn() -> Response) -> Response { print(look(req.path)); return next() }
@healthz
fn alive() -> Bool => look("alive")
@middleware(before)
@middleware(after)
@middleware(around)
@admin
@get("/")
fn home(user: User) -> Int => user.id
@command("check")
fn check(p: Str) -> Int => if look(p) { 0 } else { 1 }
@test
fn tested() { assert(look("a")) }
@background
fn note(p: Str) { print(look(p)) }
async fn start() { spawn(note("a")) }
`);
  const called = ["after", "alive", "around", "before", "check", "look", "note", "tested", "who"];
  assert.deepEqual(variants(code), called);
  for (const name of called.filter((one) => one !== "look" && one !== "note")) {
    assert.doesNotMatch(code, new RegExp(`[^n] ${name}\\(`), name);
  }
});

Deno.test("others run while a function that is not async hashes; function values block", loose, async () => {
  const source = `
let ticks = { "n": 0 }
async fn count() {
    while ticks["n"] >= 0 {
        sleep(1).await
        ticks["n"] += 1
    }
}
fn make() -> List<Str> => [hash.password(p) for p in ["a", "b", "c"]]
async fn measure() {
    let before = ticks["n"]
    let made = make()
    let waited = ticks["n"] - before
    let again = ticks["n"]
    let values = ["a", "b"].map(hash.password)
    print(made.len(), waited > 5, values.len(), ticks["n"] - again)
    ticks["n"] = -10
}
spawn(count())
sleep(5).await
measure().await
`;
  const { out, err } = await runText(source);
  assert.equal(out, "3 true 2 0\n", err);
});

Deno.test("both variants give the same, wherever the call stands", loose, async () => {
  const source = `
type Pair { left: Bool, right: Bool, text: Str = "t" }
let stored = hash.password("a")
fn ok(p: Str) -> Bool => hash.verify(p, stored)
fn maybe(p: Str) -> Result<Bool> => if ok(p) { Ok(true) } else { Err("no {p}") }
fn defaulted(p: Str, q: Bool = ok("a")) -> Bool => q
fn named(first: Bool, second: Bool) -> List<Bool> => [first, second]
fn nullable(p: Str) -> Bool? => if ok(p) { true } else { null }
fn in_loops() -> List<Int> {
    let turns = [0, 0]
    while ok("a") and turns[0] < 2 { turns[0] += 1 }
    for p in ["a", "b", "a"] {
        if not ok(p) { continue }
        turns[1] += 1
    }
    return turns
}
fn in_match(p: Str) -> Str => match p {
    "a" if ok("b") => "guarded",
    "a" if ok("a") => match maybe("b") { Ok(_) => "ok", Err(e) => e },
    _ => "other",
}
fn tries(p: Str) -> Result<Str> {
    let found = maybe(p)?
    return Ok("found {found} {ok("b")}")
}
fn all_of_it() -> List<Any> => [
    ok("a") and ok("b") or ok("a"), "{ok("a")}:{ok("b")}", [p for p in ["a", "b"] if ok(p)], { "k": ok("b") },
    Pair { right: ok("a"), left: ok("b") }, Pair { left: true, right: false } == Pair { left: ok("a"), right: ok("b") },
    defaulted("x"), named(second: ok("a"), first: ok("b")), nullable("b") ?? ok("a"), nullable("a"), (ok("a"), [ok("b")]),
    in_loops(), in_match("a"), in_match("c"), tries("a"), tries("b"), if ok("a") { 1 } else { 2 }, [1, 2, 3][if ok("b") { 0 } else { 2 }],
]
async fn waiting() -> List<Any> => all_of_it()
let blocking = [0].map(fn(_) => all_of_it())[0]
let waited = waiting().await
print(waited == blocking)
print(waited)
`;
  const { out, err } = await runText(source);
  assert.equal(err, "");
  assert.equal(
    out,
    'true\n[true, "true:false", ["a"], {"k": false}, Pair { left: false, right: true, text: "t" }, true, true, [false, true], true, true, ' +
      '(true, [false]), [2, 2], "no b", "other", Ok("found true false"), Err("no b"), 1, 3]\n',
  );
});
