/** `fitz new --template URL` with real repositories: toolchain.md 4.1. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Outcome, runFitz } from "../harness/fitz.ts";

interface Repository {
  readonly url: string;
  readonly work: string;
  readonly firstCommit: string;
}

/** A repository with two folders, a link, a file that is no text, and a tag before the last commit. */
async function withRepository(action: (repository: Repository) => Promise<void>): Promise<void> {
  const work = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-git-" }));
  try {
    const folder = join(work, "templates");
    const write = (path: string, content: string | Uint8Array) => {
      Deno.mkdirSync(join(folder, path, ".."), { recursive: true });
      if (typeof content === "string") Deno.writeTextFileSync(join(folder, path), content);
      else Deno.writeFileSync(join(folder, path), content);
    };
    write("README.md", "# {{name}} and {{name}}\n");
    write(
      "service/fitz.toml",
      '[package]\nname = "{{name}}"\nversion = "0.1.0"\n\n[bin]\nmain = "src/main.fitz"\n',
    );
    write("service/src/main.fitz", 'print("first {{name}}")\n');
    write("service/logo.bin", new Uint8Array([0xff, 0x7b, 0x7b, ...new TextEncoder().encode("name}}")]));
    write("service/tool.sh", "#!/bin/sh\n");
    Deno.chmodSync(join(folder, "service/tool.sh"), 0o755);
    Deno.symlinkSync("/etc/passwd", join(folder, "service/passwords"));
    Deno.symlinkSync("/etc", join(folder, "outside"));
    await git(folder, "init", "--quiet", "--initial-branch", "trunk");
    await commit(folder, "first");
    await git(folder, "tag", "v1");
    const firstCommit = (await git(folder, "rev-parse", "HEAD")).trim();
    write("service/src/main.fitz", 'print("second {{name}}")\n');
    await commit(folder, "second");
    await action({ url: `file://${folder}`, work, firstCommit });
  } finally {
    Deno.removeSync(work, { recursive: true });
  }
}

async function commit(folder: string, message: string): Promise<void> {
  await git(folder, "add", "--all");
  await git(
    folder,
    "-c",
    "user.name=T",
    "-c",
    "user.email=t@example.com",
    "commit",
    "--quiet",
    "-m",
    message,
  );
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const output = await new Deno.Command("git", { args, cwd, stdout: "piped", stderr: "piped" }).output();
  assert.ok(output.success, new TextDecoder().decode(output.stderr));
  return new TextDecoder().decode(output.stdout);
}

const make = (cwd: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> =>
  runFitz(args, "lib", { cwd, env });

const read = (...parts: string[]): string => Deno.readTextFileSync(join(...parts));

Deno.test("a folder of a repository is copied, its texts with the name of the project", async () => {
  await withRepository(async ({ url, work }) => {
    const made = await make(work, ["new", "ferry", "--template", url, "--subpath", "service"]);
    assert.deepEqual(made, { out: "✓ created ferry\n  cd ferry\n  fitz run\n", err: "", exit: 0 });
    const ferry = join(work, "ferry");
    assert.equal(read(ferry, "src/main.fitz"), 'print("second ferry")\n');
    assert.match(read(ferry, "fitz.toml"), /^name = "ferry"$/m);
    assert.deepEqual(
      [...Deno.readFileSync(join(ferry, "logo.bin"))],
      [0xff, 0x7b, 0x7b, ...new TextEncoder().encode("name}}")],
    );
    assert.equal((Deno.statSync(join(ferry, "tool.sh")).mode ?? 0) & 0o100, 0o100);
    const names = [...Deno.readDirSync(ferry)].map((entry) => entry.name).sort();
    assert.deepEqual(names, [".git", "fitz.toml", "logo.bin", "src", "tool.sh"]);
    // A repository of its own, without the history of the template.
    assert.equal(await git(ferry, "rev-list", "--all"), "");
  });
});

Deno.test("branches, tags and commits are refs", async () => {
  await withRepository(async ({ url, work, firstCommit }) => {
    const refs = [["trunk", "second"], ["v1", "first"], [firstCommit, "first"], [
      firstCommit.slice(0, 8),
      "first",
    ]];
    for (const [index, [ref, text]] of refs.entries()) {
      const name = `ferry${index}`;
      const args = ["new", name, "--template", url, "--subpath=service/", "--ref", ref!, "--no-git"];
      const made = await make(work, args);
      assert.equal(made.exit, 0, made.err);
      assert.equal(read(work, name, "src/main.fitz"), `print("${text} ${name}")\n`);
      assert.ok(![...Deno.readDirSync(join(work, name))].some((entry) => entry.name === ".git"));
    }
  });
});

Deno.test("the environment names templates, and replaces those that fitz carries", async () => {
  await withRepository(async ({ url, work }) => {
    const env = {
      FITZ_TEMPLATE_TEAM_SERVICE_URL: url,
      FITZ_TEMPLATE_TEAM_SERVICE_SUBPATH: "service",
      FITZ_TEMPLATE_TEAM_SERVICE_REF: "v1",
      FITZ_TEMPLATE_CLI_TOOL_URL: url,
      FITZ_TEMPLATE_CLI_TOOL_SUBPATH: "",
      FITZ_OFFLINE: "1",
    };
    assert.equal((await make(work, ["new", "one", "--template", "team-service"], env)).exit, 0);
    assert.equal(read(work, "one", "src/main.fitz"), 'print("first one")\n');
    assert.equal(
      (await make(work, ["new", "two", "--template", "team-service", "--ref", "trunk"], env)).exit,
      0,
    );
    assert.equal(read(work, "two", "src/main.fitz"), 'print("second two")\n');
    assert.equal((await make(work, ["new", "three", "--template", "cli-tool"], env)).exit, 0);
    assert.equal(read(work, "three", "README.md"), "# three and three\n");
    Deno.mkdirSync(join(work, "here"));
    const init = await make(
      join(work, "here"),
      ["init", "--name", "four", "--template", "team-service"],
      env,
    );
    assert.equal(init.exit, 0, init.err);
    assert.equal(read(work, "here", "src/main.fitz"), 'print("first four")\n');
  });
});

Deno.test("what cannot be fetched leaves nothing behind", async () => {
  await withRepository(async ({ url, work }) => {
    const failing = [
      ["--template", `${url}-none`],
      ["--template", url, "--ref", "v9"],
      ["--template", url, "--ref=--upload-pack=x"],
      ["--template", url, "--subpath", "none"],
      ["--template", url, "--subpath", "../templates"],
      ["--template", url, "--subpath", "outside"],
      ["--template", url, "--subpath", "service/passwords"],
      ["--template", url, "--subpath", ".git"],
    ];
    for (const flags of failing) {
      const made = await make(work, ["new", "ferry", ...flags]);
      assert.notEqual(made.exit, 0, flags.join(" "));
      assert.match(made.err, /^✗ /);
      assert.deepEqual([...Deno.readDirSync(work)].map((entry) => entry.name), ["templates"]);
    }
  });
});

Deno.test("a missing git leaves nothing behind", async () => {
  const work = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-git-" }));
  try {
    Deno.mkdirSync(join(work, "bin"));
    Deno.writeTextFileSync(join(work, "notes.txt"), "kept\n");
    const env = { PATH: join(work, "bin") };
    for (const args of [["new", "ferry"], ["init", "--name", "ferry"]]) {
      const made = await runFitz(args, "cli", { cwd: work, env });
      assert.deepEqual(made, {
        out: "",
        err: "✗ cannot create `ferry`: git was not found; install it or pass `--no-git`\n",
        exit: 1,
      });
    }
    assert.deepEqual([...Deno.readDirSync(work)].map((entry) => entry.name).sort(), ["bin", "notes.txt"]);
  } finally {
    Deno.removeSync(work, { recursive: true });
  }
});
