import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import type { FileSystem } from "../../src/project/file_system.ts";
import { loadProgram } from "../../src/project/load.ts";
import { findTarget, TargetError, type TargetRequest } from "../../src/project/target.ts";

const PACKAGE = (name: string) => `[package]\nname = "${name}"\nversion = "0.2.0"\n`;
const BIN = '[bin]\nmain = "src/main.fitz"\n';
const LIB = '[lib]\nentry = "src/lib.fitz"\n';

/** Runs an action in a folder with these files; `cwd` is relative to it. */
function inFolder(
  tree: Record<string, string | Uint8Array>,
  cwd: string,
  action: (files: FileSystem, root: string) => void,
): void {
  const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-load-" }));
  try {
    for (const [path, content] of Object.entries(tree)) {
      Deno.mkdirSync(dirname(join(root, path)), { recursive: true });
      if (typeof content === "string") Deno.writeTextFileSync(join(root, path), content);
      else Deno.writeFileSync(join(root, path), content);
    }
    action({ ...denoFileSystem, cwd: () => join(root, cwd) }, root);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
}

/** Paths of the modules in order, and the rendered diagnostics. */
function load(files: FileSystem, request: TargetRequest = {}): { paths: string[]; text: string } {
  const target = findTarget(request, files);
  const program = loadProgram(target.entry, files, target);
  return {
    paths: program.modules.map((module) => module.file.path),
    text: renderDiagnostics([...target.diagnostics, ...program.diagnostics]),
  };
}

Deno.test("imports load files relative to the importer, each once, dependencies first", () => {
  const tree = {
    "main.fitz": "import a\nfrom sub.b import x\nimport a as again\n",
    "a.fitz": "import sub.b\n",
    "sub/b.fitz": "from c import y\nlet x = y\n",
    "sub/c.fitz": "let y = 1\n",
  };
  inFolder(tree, ".", (files) => {
    assert.deepEqual(load(files, { file: "main.fitz" }), {
      paths: ["sub/c.fitz", "sub/b.fitz", "a.fitz", "main.fitz"],
      text: "",
    });
  });
});

Deno.test("a missing module lists the paths tried and the nearest name", () => {
  inFolder({ "main.fitz": "import tarifs\n", "tariffs.fitz": "" }, ".", (files) => {
    assert.equal(
      load(files, { file: "main.fitz" }).text,
      `error[module/not-found]: cannot find the module \`tarifs\`
 --> main.fitz:1:8
  |
1 | import tarifs
  |        ^^^^^^ no such file or package
  = note: tried tarifs.fitz
  = help: did you mean \`tariffs\`?
`,
    );
  });
});

Deno.test("a cycle is reported once, with the chain of files", () => {
  const tree = { "main.fitz": "import a\n", "a.fitz": "import b\n", "b.fitz": "import a\n" };
  inFolder(tree, ".", (files) => {
    const { text, paths } = load(files, { file: "main.fitz" });
    assert.ok(
      text.startsWith(
        "error[module/cycle]: modules import each other: `a.fitz` -> `b.fitz` -> `a.fitz`\n --> b.fitz:1:8\n",
      ),
      text,
    );
    assert.equal(text.match(/^error/gm)!.length, 1);
    assert.deepEqual(paths, ["b.fitz", "a.fitz", "main.fitz"]);
  });
  inFolder({ "main.fitz": "import main\n" }, ".", (files) => {
    assert.match(
      load(files, { file: "main.fitz" }).text,
      /^error\[module\/cycle\]: the module imports itself: `main.fitz` -> `main.fitz`$/m,
    );
  });
});

Deno.test("packages: dependencies, own name, further segments, tests see the entry's folder", () => {
  const tree = {
    "app/fitz.toml": `${PACKAGE("my-app")}${BIN}${LIB}[dependencies]\nink-well = { path = "../ink" }\n`,
    "app/src/main.fitz":
      "import ink_well\nfrom ink_well.colour import red\nfrom my_app import x\nimport helper\n",
    "app/src/lib.fitz": "let x = 1\n",
    "app/src/helper.fitz": "",
    "app/src/ink_well.fitz": "let never = 1\n",
    "app/tests/all.fitz": "import helper\nfrom my_app.helper import z\n",
    "ink/fitz.toml": `${
      PACKAGE("ink")
    }[lib]\nentry = "source/lib.fitz"\n[dependencies]\npigment = { path = "../pigment" }\n`,
    "ink/source/lib.fitz": "import pigment\n",
    "ink/source/colour.fitz": "let red = 1\n",
    "pigment/fitz.toml": PACKAGE("pigment") + LIB,
    "pigment/src/lib.fitz": "",
  };
  inFolder(tree, "app/src", (files) => {
    assert.deepEqual(load(files), {
      paths: [
        "../pigment/src/lib.fitz",
        "../ink/source/lib.fitz",
        "../ink/source/colour.fitz",
        "src/lib.fitz",
        "src/helper.fitz",
        "src/main.fitz",
      ],
      text: "",
    });
    assert.deepEqual(load(files, { file: "../tests/all.fitz" }), {
      paths: ["src/helper.fitz", "tests/all.fitz"],
      text: "",
    });
    Deno.writeTextFileSync(join(files.cwd(), "main.fitz"), "import pigment\n");
    assert.match(
      load(files).text,
      /help: list the package `pigment` in this fitz.toml: `fitz add pigment --path ..\/pigment`/,
    );
  });
});

Deno.test("packages: no library, cycles, missing folders, wrong versions, git", () => {
  const dependency = (line: string) => ({
    "app/fitz.toml": `${PACKAGE("app")}${BIN}[dependencies]\n${line}\n`,
    "app/src/main.fitz": "import dep\n",
    "dep/fitz.toml": `${PACKAGE("dep")}${BIN}`,
    "loop/fitz.toml": `${PACKAGE("loop")}${LIB}[dependencies]\nback = { path = "../app" }\n`,
  });
  const rows: [string, RegExp][] = [
    [
      'dep = { path = "../dep" }',
      /^error\[module\/no-library\]: the package `dep` has no library to import$/m,
    ],
    [
      'dep = { path = "../none" }',
      /^error\[deps\/not-found\]: dependency `dep`: no fitz.toml in `..\/none`$/m,
    ],
    [
      'dep = { path = "../dep", version = "^1" }',
      /^error\[deps\/version\]: dependency `dep`: the package there is version 0.2.0, not `\^1`$/m,
    ],
    [
      'dep = { path = "../loop" }',
      /^error\[deps\/cycle\]: dependency `back`: packages depend on each other: app -> loop -> app$/m,
    ],
    [
      'dep = { git = "https://x.example/y", tag = "v1" }',
      /^error\[deps\/git\]: dependency `dep`: this version of fitz cannot fetch/m,
    ],
  ];
  for (const [line, expected] of rows) {
    inFolder(dependency(line), "app", (files) => assert.match(load(files).text, expected));
  }
});

Deno.test("overrides of the root replace a dependency everywhere", () => {
  const tree = {
    "app/fitz.toml": `${
      PACKAGE("app")
    }${BIN}[dependencies]\nink = { path = "../ink" }\n[overrides]\npigment = { path = "../fork" }\n`,
    "app/src/main.fitz": "import ink\n",
    "ink/fitz.toml": `${PACKAGE("ink")}${LIB}[dependencies]\npigment = { path = "../pigment" }\n`,
    "ink/src/lib.fitz": "import pigment\n",
    "fork/fitz.toml": PACKAGE("pigment") + LIB,
    "fork/src/lib.fitz": "",
  };
  inFolder(tree, "app", (files) => {
    assert.deepEqual(load(files), {
      paths: ["../fork/src/lib.fitz", "../ink/src/lib.fitz", "src/main.fitz"],
      text: "",
    });
  });
});

Deno.test("targets: no project, several programs, wrong names, missing files, folders", () => {
  const bins = '[[bin]]\nname = "day"\nmain = "d.fitz"\n[[bin]]\nname = "night"\nmain = "n.fitz"\n';
  const tree = { "fitz.toml": PACKAGE("app") + bins, "d.fitz": "", "n.fitz": "", "sub/x": "" };
  inFolder(tree, "sub", (files, root) => {
    const fails = (request: TargetRequest) => {
      try {
        findTarget(request, files);
      } catch (error) {
        return `${(error as Error).message} | ${(error as TargetError).help ?? ""}`;
      }
      throw new Error("no error");
    };
    assert.equal(fails({}), "fitz.toml has several programs | choose one with `--bin NAME`: day, night");
    assert.equal(
      fails({ bin: "nigth" }),
      "no program `nigth` in fitz.toml | did you mean `night`? available: day, night",
    );
    assert.equal(fails({ file: "none.fitz" }), "no such file | ");
    assert.equal(fails({ file: ".." }), "is a directory, not a file | ");
    assert.equal(findTarget({ bin: "night" }, files).entry, join(root, "n.fitz"));
    Deno.removeSync(join(root, "fitz.toml"));
    assert.equal(fails({}), `no fitz.toml found in ${join(root, "sub")} or any parent directory | `);
  });
});

Deno.test("stdin, invalid UTF-8 and unreadable modules", () => {
  inFolder({ "a.fitz": Uint8Array.of(0x0a, 0xff), "b.fitz/x": "" }, ".", (files) => {
    const { text, paths } = load(files, {
      file: "-",
      stdin: () => new TextEncoder().encode("import a\nimport b\n"),
    });
    assert.deepEqual(paths, ["a.fitz", "<stdin>"]);
    assert.match(text, /^error\[lex\/invalid-utf8\]: byte 0xFF is not valid UTF-8\n --> a.fitz:2:1$/m);
    assert.match(text, /^error\[module\/not-found\]: cannot find the module `b`\n --> <stdin>:2:8$/m);
  });
});
