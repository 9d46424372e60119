/** Emitted code as text: a second parser accepts it, names stay, positions are right, large programs load. */
import assert from "node:assert/strict";
import { parse } from "npm:acorn@8.15.0";
import { finish, inlineMap } from "../../src/emit/js/source_map.ts";
import { mark, UNMAPPED } from "../../src/emit/js/code.ts";
import { programUrl, sourcePlace } from "../../src/runtime/failures/program_map.ts";
import { emitText, runText } from "./run_text.ts";

const fixtures = new URL("../fixtures/run/", import.meta.url);

function* programs(): Generator<{ name: string; files: Record<string, string> }> {
  for (const area of Deno.readDirSync(fixtures)) {
    if (!area.isDirectory) continue;
    for (const one of Deno.readDirSync(new URL(`${area.name}/`, fixtures))) {
      const folder = new URL(`${area.name}/${one.name}/`, fixtures);
      const files: Record<string, string> = {};
      const read = (at: URL, prefix: string) => {
        for (const entry of Deno.readDirSync(at)) {
          if (entry.isDirectory) read(new URL(`${entry.name}/`, at), `${prefix}${entry.name}/`);
          else if (entry.name.endsWith(".fitz")) {
            const name = prefix + entry.name;
            files[name === "input.fitz" ? "main.fitz" : name] = Deno.readTextFileSync(
              new URL(entry.name, at),
            );
          }
        }
      };
      read(folder, "");
      if (files["main.fitz"]) yield { name: `${area.name}/${one.name}`, files };
    }
  }
}

Deno.test("emitted code is an ES module to another parser", () => {
  let count = 0;
  for (const { name, files } of programs()) {
    const { code } = emitText(files, { isLenient: true });
    assert.ok(!/[\x00-\x08]/.test(code), `${name}: control characters are left`);
    parse(code, { ecmaVersion: "latest", sourceType: "module" });
    count++;
  }
  assert.ok(count > 50);
});

Deno.test("Fitz names stay, those of JavaScript get a mark", () => {
  const { code } = emitText(
    "fn area(w: Float, h: Float) -> Float => w * h\nfn delete(new: Int) -> Int => new + 1\nprint(area(1, 2), delete(3))\n",
  );
  assert.match(code, /function area\(w, h\) \{/);
  assert.match(code, /return w \* h;/);
  assert.match(code, /function delete\$\(new\$\) \{/);
});

Deno.test("names of different modules are kept apart", async () => {
  const { out } = await runText({
    "main.fitz":
      'import a\nfrom b import value as other\nlet value = 1\nprint(value, a.value, other, a.get(), helper())\nfn helper() => "main"\n',
    "a.fitz": 'value = 2\nfn get() => (value, helper())\nfn helper() => "a"\n',
    "b.fitz": 'value = 3\nfn helper() => "b"\n',
  });
  assert.equal(out, '1 2 3 (2, "a") main\n');
});

Deno.test("loops over ranges count with a plain number", () => {
  const { code } = emitText(
    "fn f(n: Int) -> Int {\n    let hits = 0\n    for i in 0..n {\n        if i % 3 == 0 { hits += 1 }\n    }\n    return hits\n}\nprint(f(9))\n",
  );
  assert.match(code, /for \(let i = 0; i < n; i\+\+\) \{/);
  assert.match(code, /hits = hits \+ 1;/);
  assert.match(code, /if \(\(i % 3\) === 0\) \{/);
});

Deno.test("async functions are called without a Future where they are awaited", () => {
  const { code } = emitText(
    "async fn f(n: Int) -> Int => n\nprint(f(1).await)\nlet later = f(2)\nprint(later.await)\n",
  );
  assert.match(code, /await f\(1\)/);
  assert.match(code, /\$lazyCall\(f, 2\)/);
});

Deno.test("synchronous programs stay synchronous", () => {
  assert.doesNotMatch(emitText("fn f() => [1].map(fn(x) => x)\nprint(f())\n").code, /async|await/);
});

Deno.test("marks become segments, others go", () => {
  const module = { id: "/p/a.fitz", file: { path: "a.fitz", text: "one\ntwo three\n" } } as never;
  const { code, map } = finish(`f(${mark(0, 3)}a,\n  ${mark(8, 5)}b)${UNMAPPED};`, [module], true);
  assert.equal(code, "f(a,\n  b);");
  assert.deepEqual(map!.sources, ["file:///p/a.fitz"]);
  assert.equal(map!.mappings, "EAAA;EACI,E");
  const url = programUrl(code + inlineMap(map!));
  const place = (at: string) => sourcePlace(`    at f (${url}:${at})`);
  assert.deepEqual(place("1:3"), { url: "file:///p/a.fitz", line: 1, column: 1, length: 3 });
  assert.deepEqual(place("2:3"), { url: "file:///p/a.fitz", line: 2, column: 5, length: 5 });
  assert.equal(place("2:5"), null);
  assert.equal(place("2:1"), null);
});

Deno.test("a large program runs and reports places", async () => {
  const functions = Array.from(
    { length: 3000 },
    (_, i) => `fn step_${i}(n: Int) -> Int {\n    return 100 / (n - ${i})\n}\n`,
  );
  const text = `${functions.join("")}print(step_1(2))\nprint(step_2999(2999))\n`;
  assert.ok(emitText(text).code.length > 200_000);
  const { out, err, exit } = await runText(text);
  assert.equal(out, "100\n");
  assert.equal(exit, 1);
  assert.match(err, /error\[run\/division-by-zero\][^\n]*\n +--> main\.fitz:8999:12\n/);
});

Deno.test("five thousand nested calls succeed", async () => {
  const { out } = await runText(
    "fn down(n: Int) -> Int => if n == 0 { 0 } else { 1 + down(n - 1) }\nprint(down(5000))\n",
  );
  assert.equal(out, "5000\n");
});

Deno.test("type errors that were let through fail where they matter", async () => {
  const program = 'let n: Int = "abc"\nprint("before")\nprint(n + 1)\n';
  const { out, err } = await runText(program, true);
  assert.equal(out, "before\n");
  assert.match(err, /^error\[run\/operand\]/);
});

Deno.test("emitting a long program is quick", () => {
  const parts = Array.from(
    { length: 400 },
    (_, i) =>
      `type T${i} { id: Int, name: Str = "x" }\nfn work_${i}(n: Int) -> Int {\n    let total = 0\n    for k in 0..n {\n` +
      `        if k % 2 == 0 { total += k }\n    }\n    let t = T${i} { id: total }\n    return t.id + ${i}\n}\nprint(work_${i}(3))\n`,
  );
  emitText(parts.join(""));
  const start = performance.now();
  emitText(parts.join(""));
  // Loading and checking included; generous, since other work may share the machine.
  assert.ok(performance.now() - start < 3000);
});
