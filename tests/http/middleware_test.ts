/** What middleware writes to the log, and start-up errors of its values: web.md 13.2, production.md 15. */
import assert from "node:assert/strict";
import { runInProcess } from "../harness/run_source.ts";

const folder = Deno.makeTempDirSync({ prefix: "fitz-middleware-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

let programs = 0;

/** Serves a program, asks for the paths, stops it; gives what it wrote to stderr. */
async function logOf(source: string, paths: readonly string[]): Promise<Record<string, unknown>[]> {
  const path = `${folder}/app${programs++}.fitz`;
  Deno.writeTextFileSync(path, source);
  const stop = new AbortController();
  const port = Promise.withResolvers<string>();
  const ended = runInProcess({ file: path }, [], {
    cwd: folder,
    env: { FITZ_PORT: "0", FITZ_DRAIN_DELAY_SECS: "0" },
  }, {
    stop: stop.signal,
    onStderr: (log) => {
      const found = /listening on \S+:(\d+)/.exec(log)?.[1];
      if (found) port.resolve(found);
    },
  });
  ended.then(({ err }) => port.reject(new Error(err)), port.reject);
  const number = await port.promise;
  for (const one of paths) await (await fetch(`http://127.0.0.1:${number}${one}`)).body?.cancel();
  stop.abort();
  const { err } = await ended;
  return err.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
}

function test(name: string, action: () => Promise<void>): void {
  Deno.test({ name: `middleware: ${name}`, sanitizeOps: false, sanitizeResources: false, fn: action });
}

const PROGRAM = `
fn pre(req: Request) { let _ = 1 / 0 }
async fn slow_pre(req: Request) {
    sleep(1).await
    panic("slow")
}
fn wrap(req: Request, next: Fn() -> Response) -> Response {
    let r = next()
    return text("{[1][r.status]}")
}
fn post(req: Request, resp: Response) -> Response { panic("post") }
fn passes(req: Request, next: Fn() -> Response) -> Response => next()

@middleware(pre)
@get("/pre")
fn a() -> Int => 1

@middleware(slow_pre)
@get("/slow-pre")
fn b() -> Int => 1

@middleware(wrap)
@get("/wrap")
async fn c() -> Int => 1

@middleware(post)
@get("/post")
fn d() -> Int => 1

@middleware(passes)
@get("/handler")
fn e() -> Int => 1 / 0

@middleware(passes)
@get("/err")
fn f() -> Result<Int> => Err("broken")
`;

test("a run-time failure is logged with the name of the middleware", async () => {
  const records = await logOf(PROGRAM, ["/pre", "/slow-pre", "/wrap", "/post", "/handler"]);
  const errors = records.filter((one) => one.msg === "http.error");
  assert.deepEqual(errors.map((one) => one.error), [
    "middleware 'pre' failed: division by zero: \`1 / 0\`",
    "middleware 'slow_pre' failed: slow",
    "middleware 'wrap' failed: index 200 is out of range for a list of length 1",
    "middleware 'post' failed: post",
    "division by zero: \`1 / 0\`",
  ]);
  assert.deepEqual(errors.map((one) => one["http.target"]), [
    "/pre",
    "/slow-pre",
    "/wrap",
    "/post",
    "/handler",
  ]);
  assert.match(String(errors[2].at), /^.*app\d+\.fitz:9:19$/);
});

test("an Err that becomes a 5xx is logged once, however many middlewares see it", async () => {
  const records = await logOf(PROGRAM, ["/err"]);
  assert.deepEqual(records.filter((one) => one.msg === "http.error").map((one) => one.error), ["broken"]);
});

for (
  const [name, argument, message] of [
    ["an origin that no header can hold", 'cors(allow_origin="https://a\\r\\nx: y")', "no header can hold"],
    ["a method that is none", 'cors(allow_methods=["GET, POST"])', "no name of a header or method"],
    ["a computed origin of another kind", "cors(allow_origin=wrong)", "`allow_origin` must be"],
    ["computed credentials for everybody", "cors(allow_credentials=yes)", "credentials cannot be allowed"],
    ["a computed rate of zero", "rate_limit(per_minute=zero)", "`per_minute` must be at least 1, found 0"],
    [
      "a rate by user that nobody could see",
      "rate_limit(per_minute=5, by=user)",
      "must be written as a literal",
    ],
    ["a policy with a line break", "secure_headers(csp=broken)", "`csp` is"],
    ["a computed negative size", "compress(min_size=0 - zero - 1)", "`min_size` must be at least 0"],
  ] as const
) {
  test(`start-up error: ${name}`, async () => {
    const path = `${folder}/app${programs++}.fitz`;
    Deno.writeTextFileSync(
      path,
      `let wrong: Any = 5\nlet yes = 1 < 2\nlet zero = 0\nlet user = "us" + "er"\nlet broken = "a\\nb"\n\n` +
        `@middleware(${argument})\n@get("/")\nfn home() -> Int => 1\n`,
    );
    const { exit, err } = await runInProcess({ file: path }, [], { cwd: folder, env: { FITZ_PORT: "0" } });
    assert.equal(exit, 1, err);
    assert.ok(err.includes(message), err);
    assert.ok(!err.includes("listening"), err);
  });
}
