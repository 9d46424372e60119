/** Flags of `fitz build` in the executable: toolchain.md 5.1, web.md 12. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { version } from "../../src/project/version.ts";
import { executable, runProcess } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";

const hasExecutable = isThere(executable);

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function test(name: string, action: (folder: string) => Promise<void>): void {
  Deno.test({
    name: `build flags: ${name}`,
    ignore: !hasExecutable,
    async fn() {
      const folder = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "fitz-flags-" }));
      try {
        await action(folder);
      } finally {
        Deno.removeSync(folder, { recursive: true });
      }
    },
  });
}

async function fitz(cwd: string, ...args: string[]): Promise<string> {
  const { out, err, exit } = await runProcess([executable, ...args], { cwd });
  assert.deepEqual([exit, err], [0, ""]);
  return out;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    Deno.mkdirSync(join(full, ".."), { recursive: true });
    Deno.writeTextFileSync(full, text);
  }
}

const SITE = {
  "app.fitz":
    '@server(static_dir="public", static_prefix="/", workers=2)\nfn main() => 0\n@get("/api")\nfn api() -> Int => 1\n',
  "public/index.html": "<h1>hello</h1>\n",
  "public/css/größe.css": "h1 { color: red }\n",
  "public/.env": "KEY=1\n",
  "secret.txt": "outside\n",
};

test("--embed-static carries the folder", async (cwd) => {
  write(cwd, SITE);
  Deno.symlinkSync("../secret.txt", join(cwd, "public/link.txt"));
  Deno.symlinkSync("index.html", join(cwd, "public/start.html"));
  Deno.symlinkSync("..", join(cwd, "public/css/up"));
  await fitz(cwd, "build", "app.fitz", "-o", "disk");
  await fitz(cwd, "build", "app.fitz", "--embed-static", "-o", "carried");
  const answers = async (program: string, headers: Record<string, string> = {}) => {
    const seen: Record<string, unknown> = {};
    await withService([join(cwd, program)], { folder: cwd, settings: {} }, async (port) => {
      const paths = [
        "index.html",
        "start.html",
        "css/gr%C3%B6%C3%9Fe.css",
        ".env",
        "link.txt",
        "api",
        "%2e%2e/secret.txt",
      ];
      for (const path of paths) {
        const answer = await fetch(`http://127.0.0.1:${port}/${path}`, { headers });
        const etag = answer.headers.get("etag");
        const dated = answer.headers.has("last-modified");
        seen[path] = [answer.status, answer.headers.get("content-type"), etag, dated, await answer.text()];
      }
    });
    return seen;
  };
  const disk = await answers("disk");
  Deno.removeSync(join(cwd, "public"), { recursive: true });
  const carried = await answers("carried");
  assert.deepEqual((disk["index.html"] as unknown[])[3], true);
  for (const entry of Object.values(disk)) (entry as unknown[])[3] = false;
  assert.deepEqual(carried, disk);
  const [status, , etag] = carried["start.html"] as [number, string, string];
  assert.equal(status, 200);
  const again = await answers("carried", { "if-none-match": etag });
  assert.deepEqual((again["index.html"] as unknown[]).slice(0, 1), [304]);
  // The other one needs its folder.
  const { exit, err } = await runProcess([join(cwd, "disk")], { cwd, env: { FITZ_PORT: "0" } });
  assert.deepEqual([exit, err], [1, "error: static_dir 'public': no such file or directory\n"]);
});

test("equal folders give equal executables, in whatever order they were written", async (cwd) => {
  const folder = join(cwd, "site");
  const digests: string[] = [];
  for (const entries of [Object.entries(SITE), Object.entries(SITE).reverse()]) {
    write(folder, Object.fromEntries(entries));
    await fitz(folder, "build", "app.fitz", "--embed-static");
    const bytes = Deno.readFileSync(join(folder, "app"));
    digests.push(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex());
    Deno.removeSync(folder, { recursive: true });
  }
  assert.equal(digests[0], digests[1]);
});

test("--target takes the base of another platform", async (cwd) => {
  write(cwd, { "app.fitz": 'print("built")\n', "bases/text": "", "project/src/main.fitz": "print(1)\n" });
  write(cwd, {
    "project/fitz.toml":
      '[package]\nname = "shop"\nversion = "1.0.0"\n\n[[bin]]\nname = "shop"\nmain = "src/main.fitz"\n',
  });
  const base = join(cwd, `bases/fitz-${version}-linux-arm64`);
  const env = { FITZ_BASE_DIR: join(cwd, "bases"), FITZ_CACHE_DIR: join(cwd, "cache") };
  const build = (folder: string, ...args: string[]) =>
    runProcess([executable, "build", ...args, "--target", "aarch64-unknown-linux-gnu"], {
      cwd: join(cwd, folder),
      env,
    });
  Deno.writeTextFileSync(base, "not an executable");
  const refused = await build("", "app.fitz");
  assert.deepEqual(refused, {
    out: "",
    err: `✗ ${base} is not an executable of fitz that can carry a program\n`,
    exit: 1,
  });
  assert.ok(!isThere(join(cwd, "app")));
  // A base of this machine under the other one's name shows that the program is put into it.
  Deno.copyFileSync(executable, base);
  assert.match((await build("", "app.fitz")).out, /^✓ app \(/);
  assert.equal((await runProcess([join(cwd, "app")], { cwd })).out, "built\n");
  assert.match((await build("project")).out, /^✓ target\/linux-arm64\/release\/shop \(/);
  assert.equal(
    (await runProcess([join(cwd, "project/target/linux-arm64/release/shop")], { cwd })).out,
    "1\n",
  );
  // Also from the cache.
  Deno.mkdirSync(join(cwd, "cache/base"), { recursive: true });
  Deno.renameSync(base, join(cwd, `cache/base/fitz-${version}-linux-arm64`));
  assert.match((await build("", "app.fitz")).out, /^✓ app \(/);
});

test("--all builds every program of the project", async (cwd) => {
  const bin = (name: string) => `\n[[bin]]\nname = "${name}"\nmain = "src/${name}.fitz"\n`;
  write(cwd, {
    "fitz.toml": `[package]\nname = "shop"\nversion = "2.1.0"\n${bin("api")}${bin("worker")}`,
    "src/api.fitz": 'print("api")\n',
    "src/worker.fitz": 'print("worker")\n',
  });
  assert.match(
    await fitz(cwd, "build", "--all"),
    /^✓ target\/release\/api \(.*\n✓ target\/release\/worker \(.*\n$/,
  );
  for (const name of ["api", "worker"]) {
    const program = join(cwd, "target/release", name);
    assert.equal((await runProcess([program], { cwd })).out, `${name}\n`);
    const { out } = await runProcess([program, "--fitz", "version"], { cwd });
    assert.match(out, new RegExp(`^shop 2\\.1\\.0\\nfitz ${version}\\n[a-z0-9]+-[a-z0-9]+\\n$`));
  }
  const wrong = await runProcess([join(cwd, "target/release/api"), "--fitz", "nonsense"], { cwd });
  assert.deepEqual([wrong.exit, wrong.out], [2, ""]);
});
