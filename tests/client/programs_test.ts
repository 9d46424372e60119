/** The clients of all programs that this repository has, examples and fixtures, pass the strictest type check, with both types of Int. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { clientText } from "../../src/emit/client/client.ts";
import { runProcess } from "../harness/fitz.ts";
import { programManifests } from "../harness/programs.ts";
import { STRICT } from "../suites/client.ts";

Deno.test({
  name: "client: the client of every program passes strict type checking",
  // The compiler gets all of them at once.
  async fn() {
    const folder = Deno.makeTempDirSync({ prefix: "fitz-clients-" });
    try {
      const names = new Map<string, string>();
      for (const { path, app } of programManifests()) {
        for (const int of ["number", "bigint"] as const) {
          const text = clientText(app, { int });
          assert.equal(clientText(app, { int }), text);
          if (!names.has(text)) names.set(text, `client_${names.size}.ts`);
          Deno.writeTextFileSync(join(folder, names.get(text)!), `// ${path}\n${text}`);
        }
      }
      assert.ok(names.size > 100, `only ${names.size} clients`);
      Deno.writeTextFileSync(
        join(folder, "all.ts"),
        [...names.values()].map((name) => `import "./${name}";\n`).join(""),
      );
      const words = [
        Deno.execPath(),
        "check",
        "--quiet",
        "--no-lock",
        "--config",
        STRICT,
        join(folder, "all.ts"),
      ];
      const { err, exit } = await runProcess(words, { cwd: folder });
      assert.equal(exit, 0, err.slice(0, 4000));
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  },
});
