/** What holds for every command: toolchain.md 1.3. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { flagsOf } from "../../src/cli/arguments.ts";
import type { Command } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands.ts";
import { main } from "../../src/cli/main.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";

interface Said {
  readonly out: string;
  readonly err: string;
  readonly exit: number;
}

/** Runs a command that executes nothing, in this process. */
async function say(args: readonly string[], terminal: Partial<Terminal> = {}): Promise<Said> {
  let out = "";
  let err = "";
  const exit = await main(args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isOutTerminal: false,
    isErrTerminal: false,
    readStdin: () => new Uint8Array(),
    readLine: () => null,
    env: () => undefined,
    files: denoFileSystem,
    ...terminal,
  });
  return { out, err, exit };
}

async function inFolder(action: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-conventions-" }));
  try {
    await action(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

const at = (folder: string): Partial<Terminal> => ({ files: { ...denoFileSystem, cwd: () => folder } });

const all: Command[] = await Promise.all(
  Object.values(commands).map(async (load) => (await load()).command),
);

for (const command of all) {
  const { name } = command;
  const flags = Object.entries(flagsOf(command));

  Deno.test(`${name}: help`, async () => {
    const help = await say([name, "--help"]);
    assert.equal(help.exit, 0);
    assert.equal(help.err, "");
    assert.ok(help.out.includes(`USAGE:\n    fitz ${name}`), help.out);
    for (const [flag, { short, summary }] of flags) {
      assert.ok(help.out.includes(`${short ? `-${short}, ` : "    "}--${flag}`), `--${flag}`);
      assert.ok(help.out.includes(summary), summary);
    }
    assert.deepEqual(await say([name, "-h"]), help);
    assert.deepEqual(await say(["help", name]), help);
  });

  Deno.test(`${name}: wrong flags`, async () => {
    const unknown = await say([name, "--zzzzzz"]);
    assert.equal(unknown.exit, 2);
    assert.match(unknown.err, new RegExp(`^✗ unknown flag \`--zzzzzz\` of \`fitz ${name}\`\n`));
    assert.match((await say([name, "--colour=never"])).err, /did you mean `--color`\?/);
    for (const [flag, spec] of flags) {
      if (spec.value === undefined) {
        const given = await say([name, `--${flag}=x`]);
        assert.equal(given.err, `✗ flag \`--${flag}\` takes no value\n`);
        assert.equal(given.exit, 2);
      } else if (spec.optionalValue === undefined) {
        const missing = await say([name, `--${flag}`]);
        assert.match(missing.err, new RegExp(`^✗ flag \`--${flag}\` expects a value\n`));
        assert.equal(missing.exit, 2);
      }
      if (spec.choices) {
        const wrong = await say([name, `--${flag}=${spec.choices[0]}x`]);
        assert.match(wrong.err, new RegExp(`^✗ flag \`--${flag}\` does not take \`${spec.choices[0]}x\`\n`));
        assert.match(wrong.err, new RegExp(`did you mean \`${spec.choices[0]}\`\\?`));
        assert.equal(wrong.exit, 2);
      }
    }
  });

  if (Object.hasOwn(command.flags, "bin")) {
    Deno.test(`${name}: outside of any project`, async () => {
      await inFolder(async (folder) => {
        const outside = await say([name], at(folder));
        assert.match(
          outside.err,
          new RegExp(`^✗ no fitz\\.toml found in ${folder} or any parent directory\n`),
        );
        assert.match(outside.err, new RegExp(`name a file: \`fitz ${name} (--file )?app\\.fitz\``));
        assert.equal(outside.out, "");
        assert.equal(outside.exit, 1);
      });
    });
  }
}

Deno.test("shared flags are on the commands that the specification names", () => {
  const having = (flag: string) =>
    all.filter((command) => Object.hasOwn(flagsOf(command), flag)).map((command) => command.name);
  const expected: Record<string, string[]> = {
    bin: ["run", "build", "check", "test", "dev", "openapi", "asyncapi", "client", "docker", "deploy"],
    format: ["check", "build", "lint", "test", "tree", "explain"],
    "env-file": ["run", "dev", "repl", "test"],
    locked: ["run", "build", "check", "test", "dev", "openapi", "lint"],
    offline: ["run", "build", "check", "test", "dev", "openapi", "lint"],
    frozen: ["run", "build", "check", "test", "dev", "openapi", "lint"],
    quiet: all.map((command) => command.name),
    color: all.map((command) => command.name),
  };
  for (const [flag, names] of Object.entries(expected)) {
    const present = names.filter((name) => Object.hasOwn(commands, name));
    for (const name of present) assert.ok(having(flag).includes(name), `fitz ${name} has no --${flag}`);
  }
});

Deno.test("colours: terminals, --color, NO_COLOR, FORCE_COLOR", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "bad.fitz"), "let n: Int = true\n");
    Deno.writeTextFileSync(join(folder, "good.fitz"), "print(1)\n");
    const has = async (args: string[], isTerminal: boolean, env: Record<string, string>) => {
      const said = await say(args, {
        ...at(folder),
        isOutTerminal: isTerminal,
        isErrTerminal: isTerminal,
        env: (key) => env[key],
      });
      return (said.out + said.err).includes("\x1b[");
    };
    const wrongUse = ["check", "--zzz"];
    for (const args of [["check", "bad.fitz"], ["check", "good.fitz"], wrongUse]) {
      assert.equal(await has(args, true, {}), true, args.join(" "));
      assert.equal(await has(args, false, {}), false, args.join(" "));
      assert.equal(await has(args, true, { NO_COLOR: "1" }), false, args.join(" "));
      assert.equal(await has(args, true, { NO_COLOR: "" }), true, args.join(" "));
      assert.equal(await has(args, false, { FORCE_COLOR: "1" }), true, args.join(" "));
      assert.equal(await has(args, true, { FORCE_COLOR: "0" }), false, args.join(" "));
      assert.equal(await has([...args, "--color", "never"], true, { FORCE_COLOR: "1" }), false);
      assert.equal(await has([...args, "--color=always"], false, { NO_COLOR: "1" }), true);
    }
  });
});

Deno.test("--quiet drops the lines of success, and nothing else", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "good.fitz"), "print(1)\n");
    Deno.writeTextFileSync(join(folder, "bad.fitz"), "let n: Int = true\n");
    assert.match((await say(["check", "good.fitz"], at(folder))).out, /^✓ /);
    assert.deepEqual(await say(["check", "good.fitz", "-q"], at(folder)), { out: "", err: "", exit: 0 });
    assert.match((await say(["check", "bad.fitz", "--quiet"], at(folder))).err, /^✗ /);
    assert.deepEqual(await say(["new", "ferry", "--no-git", "-q"], at(folder)), {
      out: "",
      err: "",
      exit: 0,
    });
    assert.deepEqual(await say(["init", "--name", "here", "--no-git", "-q"], at(folder)), {
      out: "",
      err: "",
      exit: 0,
    });
  });
});

Deno.test("--locked, --offline and --frozen are taken where dependencies are resolved", async () => {
  await inFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "good.fitz"), "print(1)\n");
    for (const flags of [["--locked"], ["--offline"], ["--frozen"], ["--locked", "--offline"]]) {
      const said = await say(["check", "good.fitz", ...flags], at(folder));
      assert.deepEqual(said, { out: "✓ good.fitz — no type errors\n", err: "", exit: 0 });
    }
    assert.equal((await say(["new", "ferry", "--locked"], at(folder))).exit, 2);
  });
});
