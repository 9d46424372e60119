/** Programs that count: loops and calls end where the budget says, whoever runs in between. */
import assert from "node:assert/strict";
import { parse } from "npm:acorn@8.15.0";
import { Budget } from "../../src/runtime/program/budget.ts";
import { loadProgram } from "../../src/runtime/program/program.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { capturingHost } from "../harness/run_source.ts";
import { emitText } from "./run_text.ts";

async function run(source: string, budget: Budget): Promise<string> {
  const { code, app } = emitText(source, { budget: true });
  parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const { host, texts } = capturingHost([], { cwd: "/p" });
  setHost(host);
  const program = await loadProgram(code, app, { budget });
  try {
    await program.start();
  } catch (error) {
    return `${texts().out}${(error as Error).message}`;
  }
  return texts().out;
}

Deno.test("every kind of loop counts its iterations", async () => {
  for (
    const loop of [
      "let i = 0\nwhile true { i += 1 }",
      "loop { }",
      "for i in 0..1000 { }",
      "for i in 0..=1000 { }",
      "for x in (0..1000).to_list() { }",
      "let all = [i for i in 0..1000]",
      "let all = { i: i for i in 0..1000 }",
      'for c in "ab".repeat(600) { }',
    ]
  ) {
    assert.equal(
      await run(`${loop}\n`, new Budget({ steps: 999, depth: 0 })),
      "step limit of 999 exceeded",
      loop,
    );
  }
  assert.equal(await run("for i in 0..999 { }\nprint(1)\n", new Budget({ steps: 999, depth: 0 })), "1\n");
  assert.equal(await run("for i in 0..99999 { }\nprint(1)\n", new Budget({ steps: 0, depth: 0 })), "1\n");
});

Deno.test("calls count while they are open", async () => {
  const down = "fn down(n: Int) -> Int => if n == 0 { 0 } else { down(n - 1) + 1 }\n";
  const limits = { steps: 0, depth: 20 };
  assert.equal(await run(`${down}print(down(19))\nprint(down(19))\n`, new Budget(limits)), "19\n19\n");
  assert.equal(await run(`${down}print(down(20))\n`, new Budget(limits)), "call depth limit of 20 exceeded");
  const method =
    "type T {\n  n: Int\n  fn down() -> Int => if self.n == 0 { 0 } else { T { n: self.n - 1 }.down() }\n}\n";
  assert.equal(
    await run(`${method}print(T { n: 30 }.down())\n`, new Budget(limits)),
    "call depth limit of 20 exceeded",
  );
  const value = "let f: Fn(Int) -> Int = fn(n) => n\nf = fn(n) => if n == 0 { 0 } else { f(n - 1) }\n";
  assert.equal(await run(`${value}print(f(30))\n`, new Budget(limits)), "call depth limit of 20 exceeded");
  const failing =
    `${down}for i in 0..100 { assert_throws(fn() => down(10) / 0 * [1][1]) }\nprint(down(18))\n`;
  assert.equal(await run(failing, new Budget(limits)), "18\n");
});

Deno.test("calls that wait count on their own", async () => {
  const limits = { steps: 0, depth: 20 };
  const down =
    "async fn down(n: Int) -> Int {\n  if n == 0 { return 0 }\n  sleep(0).await\n  return down(n - 1).await + 1\n}\n";
  assert.equal(await run(`${down}print(down(19).await)\n`, new Budget(limits)), "19\n");
  assert.equal(
    await run(`${down}print(down(20).await)\n`, new Budget(limits)),
    "call depth limit of 20 exceeded",
  );
  const many =
    `${down}print(gather([down(10) for i in 0..200]).await.len())\nprint(gather(down(15), down(15)).await)\n`;
  assert.equal(await run(many, new Budget(limits)), "200\n(15, 15)\n");
  const chain =
    'async fn step(n: Int) {\n  sleep(0).await\n  if n < 100 { spawn(step(n + 1)) } else { print("end") }\n}\n' +
    "spawn(step(0))\nsleep(400).await\n";
  assert.equal(await run(chain, new Budget(limits)), "end\n");
});

Deno.test("a limit that was passed stays known", async () => {
  const budget = new Budget({ steps: 10, depth: 0 });
  await run("print(assert_throws(fn() { loop { } }))\n", budget);
  assert.equal(budget.exceeded?.message, "step limit of 10 exceeded");
  budget.renew();
  assert.equal(budget.exceeded, null);
});

Deno.test("programs that nobody counts carry no trace of it", () => {
  const { code } = emitText("fn f() {\n  while true { }\n}\nf()\n");
  assert.doesNotMatch(code, /budget|\$depth/);
});
