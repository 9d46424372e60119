/** Completion scripts, tried out in the shell that they are for. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { commands } from "../../src/cli/commands.ts";
import { completionScript } from "../../src/cli/completions/completions.ts";
import type { CompletedProgram } from "../../src/cli/completions/completions.ts";
import { completionsOfFitz } from "../../src/cli/completions/of_fitz.ts";
import { completionsOfProgram } from "../../src/cli/completions/of_program.ts";
import { assembleText } from "./assemble_text.ts";

/** What bash offers for the last of `words`, in a folder with two files. */
async function offered(program: CompletedProgram, words: readonly string[]): Promise<string[]> {
  const folder = Deno.makeTempDirSync({ prefix: "fitz-completions-" });
  try {
    Deno.writeTextFileSync(join(folder, "app.fitz"), "");
    Deno.writeTextFileSync(join(folder, "two words.txt"), "");
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const script = `${completionScript(program, "bash")}
COMP_WORDS=(${quoted})
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
$(complete -p '${program.name}' | sed 's/.*-F \\([^ ]*\\).*/\\1/')
printf '%s\\n' "\${COMPREPLY[@]}"
`;
    const output = await new Deno.Command("bash", {
      args: ["--norc", "-euc", script],
      cwd: folder,
      stdout: "piped",
      stderr: "piped",
    }).output();
    assert.equal(new TextDecoder().decode(output.stderr), "");
    return new TextDecoder().decode(output.stdout).split("\n").filter((line) => line !== "").sort();
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

async function fitz(): Promise<CompletedProgram> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return completionsOfFitz(all.map((one) => one.command));
}

Deno.test("bash completes commands, flags, values and files of fitz", async () => {
  const program = await fitz();
  assert.deepEqual(await offered(program, ["fitz", "ch"]), ["check"]);
  assert.deepEqual(await offered(program, ["fitz", "--v"]), ["--version"]);
  assert.deepEqual(await offered(program, ["fitz", "check", "--form"]), ["--format"]);
  assert.deepEqual(await offered(program, ["fitz", "check", "--format", "g"]), ["github"]);
  assert.deepEqual(await offered(program, ["fitz", "check", "--format", "=", "g"]), ["github"]);
  assert.deepEqual(await offered(program, ["fitz", "check", "--color", "="]), ["always", "auto", "never"]);
  assert.deepEqual(await offered(program, ["fitz", "run", ""]), ["app.fitz", "two words.txt"]);
  assert.deepEqual(await offered(program, ["fitz", "run", "app.fitz", "--", "t"]), ["two words.txt"]);
  assert.deepEqual(await offered(program, ["fitz", "completions", "p"]), ["powershell"]);
  assert.deepEqual(await offered(program, ["fitz", "help", "init"]), ["init"]);
});

const TWO_COMMANDS = `
@command("copy")
fn copy(album: Str, @flag(short="W") width: Int = 1, wet: Bool = false, is_big: Bool? = null) -> Int => 0

@command("it's $(odd)")
fn other(n: Int, keep: Bool = true) -> Int => 0
`.replace("it's $(odd)", "it's$(odd)");

Deno.test("bash completes the commands of a program", async () => {
  const program = completionsOfProgram("al-bum", assembleText(TWO_COMMANDS));
  assert.deepEqual(await offered(program, ["al-bum", ""]), ["copy", "it's$(odd)"]);
  assert.deepEqual(await offered(program, ["al-bum", "copy", "--w"]), ["--wet", "--width"]);
  assert.deepEqual(await offered(program, ["al-bum", "copy", "-W"]), ["-W"]);
  assert.deepEqual(await offered(program, ["al-bum", "copy", "-W", ""]), []);
  assert.deepEqual(await offered(program, ["al-bum", "copy", "--is-big", ""]), ["false", "true"]);
  assert.deepEqual(await offered(program, ["al-bum", "copy", "a"]), ["app.fitz"]);
  assert.deepEqual(await offered(program, ["al-bum", "it's$(odd)", ""]), ["--help", "--no-keep", "-h", "-k"]);
});

Deno.test("bash completes a program of one command without its name", async () => {
  const one = '@command("greet")\nfn greet(name: Str, loud: Bool = false) -> Int => 0\n';
  const program = completionsOfProgram("greet", assembleText(one));
  assert.deepEqual(await offered(program, ["greet", "--l"]), ["--loud"]);
  assert.deepEqual(await offered(program, ["greet", "Ana", "--"]), ["--help", "--loud"]);
  assert.deepEqual(await offered(program, ["greet", "t"]), ["two words.txt"]);
});

Deno.test("a program with routes completes `serve`", async () => {
  const text = '@get("/")\nfn home() -> Str => "open"\n\n@command("seed")\nfn seed() -> Int => 0\n';
  const program = completionsOfProgram("app", assembleText(text));
  assert.deepEqual(await offered(program, ["app", "se"]), ["seed", "serve"]);
});
