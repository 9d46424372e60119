/** `fitz repl` at a real terminal: toolchain.md 15. */
import assert from "node:assert/strict";
import { executable, fitzCommand } from "../harness/fitz.ts";

type Step = readonly ["send" | "wait", string];

const driver = new URL("./terminal.py", import.meta.url).pathname;
const python = ["python3", "python"].find((name) => {
  try {
    return new Deno.Command(name, { args: ["-c", "import pty"], stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
});
if (!python) console.warn("SKIPPED tests/repl: no Python with `pty` on this machine");

const hasExecutable = (() => {
  try {
    return Deno.statSync(executable).isFile;
  } catch {
    return false;
  }
})();

/** All that the terminal got, and the exit code. */
async function atTerminal(
  steps: readonly Step[],
  { via = "cli", home, env = {} }: { via?: "cli" | "binary"; home: string; env?: Record<string, string> },
): Promise<{ screen: string; exit: number }> {
  const { stdout, stderr, code } = await new Deno.Command(python!, {
    args: [driver, JSON.stringify(steps), ...fitzCommand(via), "repl"],
    cwd: home,
    env: { NO_COLOR: "1", TERM: "xterm", FITZ_HOME: home, COLUMNS: "80", ...env },
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const complaint = decode(stderr);
  assert.equal(complaint, "", `${complaint}\n${decode(stdout)}`);
  return { screen: decode(stdout), exit: code };
}

function test(name: string, action: (home: string) => Promise<void>, isLeftOut = false): void {
  Deno.test({
    name: `repl at a terminal: ${name}`,
    ignore: !python || isLeftOut,
    async fn() {
      const home = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-repl-" }));
      try {
        await action(home);
      } finally {
        Deno.removeSync(home, { recursive: true });
      }
    },
  });
}

const PROMPT: Step = ["wait", "fitz> "];
const enter = (text: string): Step => ["send", `${text}\r`];
const says = (text: string): Step => ["wait", text];
/** What was typed has been entered. */
const ENTERED: Step = ["wait", "\r\n"];

for (const via of ["cli", "binary"] as const) {
  test(`values, interrupted evaluations, the end (${via})`, async (home) => {
    const { screen, exit } = await atTerminal([
      PROMPT,
      enter("x = 40"),
      ENTERED,
      PROMPT,
      enter("while true { x += 1 }"),
      ENTERED,
      ["send", "\x03"],
      says("interrupted"),
      PROMPT,
      enter("sleep(1000000).await"),
      ENTERED,
      ["send", "\x03"],
      says("interrupted"),
      PROMPT,
      enter("fn fib(n: Int) -> Int => if n < 2 { n } else { fib(n - 1) + fib(n - 2) }"),
      ENTERED,
      PROMPT,
      enter("fib(70)"),
      ENTERED,
      ["send", "\x03"],
      says("interrupted"),
      PROMPT,
      enter("x + 2"),
      // What was interrupted has changed nothing.
      says("= 42"),
      PROMPT,
      ["send", "never entered\x03"],
      says("^C"),
      PROMPT,
      ["send", "\x04"],
    ], { via, home });
    assert.equal(exit, 0);
    assert.match(screen, /^fitz \d+\.\d+\.\d+: :help lists the commands, Ctrl\+D ends\r\n/);
  }, via === "binary" && !hasExecutable);
}

test("several lines are indented; keys of emacs", async (home) => {
  const { exit } = await atTerminal([
    PROMPT,
    enter("fn f(n: Int) -> Int {"),
    says("... "),
    enter("return n * 2"),
    enter("}"),
    PROMPT,
    // To the start of the line, a word cut and put back twice.
    ["send", "(20)\x01f\x05 + 2\r"],
    says("= 42"),
    PROMPT,
    ["send", "1 + 22\x17\x193\x19\r"],
    // `22` was cut, then stood there twice with a 3 between.
    says("= 22323"),
    PROMPT,
    ["send", ":quit\r"],
  ], { home });
  assert.equal(exit, 0);
});

test("history over sessions, and incremental search", async (home) => {
  await atTerminal([PROMPT, enter("21 * 2"), says("= 42"), PROMPT, enter('"é"'), says('= "é"'), PROMPT, [
    "send",
    "\x04",
  ]], {
    home,
  });
  assert.equal(Deno.readTextFileSync(`${home}/history`), '21 * 2\n"é"\n');
  const { screen } = await atTerminal([
    PROMPT,
    ["send", "\x1b[A"],
    says('"é"'),
    ["send", "\x1b[A"],
    says("21 * 2"),
    ["send", "\r"],
    says("= 42"),
    PROMPT,
    ["send", "\x12* 2"],
    says("(search)`* 2': 21 * 2"),
    ["send", "\x05 + 1\r"],
    says("= 43"),
    PROMPT,
    enter("fn g() {\r1\r}"),
    ENTERED,
    PROMPT,
    ["send", "\x04"],
  ], { home });
  assert.ok(screen.length > 0);
  assert.match(Deno.readTextFileSync(`${home}/history`), /^fn g\(\) \{\\n {4}1\\n\}$/m);
});

test("completion: names of the session, of the library, members, commands", async (home) => {
  await atTerminal([
    PROMPT,
    enter("type Place { height: Int, hue: Str }"),
    ENTERED,
    PROMPT,
    enter('let my_place = Place { height: 7, hue: "red" }'),
    ENTERED,
    PROMPT,
    ["send", "my_p\t.hei\t\r"],
    says("= 7"),
    PROMPT,
    ["send", "math.sqr\t(16)\r"],
    says("= 4.0"),
    PROMPT,
    ["send", '"abc".is_emp\t()\r'],
    says("= false"),
    PROMPT,
    ["send", "my_place.h\t\t"],
    says("height"),
    says("hue"),
    ["send", "\x03"],
    PROMPT,
    ["send", ":ty\t my_place\r"],
    says(":: Place"),
    PROMPT,
    ["send", "\x04"],
  ], { home });
});

test("highlighting, pasted text, a program that reads a line", async (home) => {
  await atTerminal([
    PROMPT,
    ["send", 'let t = "x"'],
    says('\x1b[35mlet\x1b[0m t = \x1b[32m"x"\x1b[0m'),
    ["send", "\r"],
    ENTERED,
    PROMPT,
    ["send", "\x1b[200~fn h() -> Int {\n    return 7\n}\x1b[201~\r"],
    ENTERED,
    PROMPT,
    ["send", "h()\r"],
    says("= 7"),
    PROMPT,
    enter('input("name? ")'),
    ENTERED,
    says("name? "),
    ["send", "Ann\n"],
    says('= "Ann"'),
    PROMPT,
    ["send", "\x04"],
  ], { home, env: { NO_COLOR: "", FORCE_COLOR: "1" } });
});
