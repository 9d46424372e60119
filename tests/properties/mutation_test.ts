/** The compiler stays upright whatever it is given: no crash, no hang, every diagnostic inside the file. */
import { ok } from "node:assert/strict";
import { check } from "../../src/check/check.ts";
import type { Diagnostic, SourceFile } from "../../src/diagnostics/diagnostic.ts";
import { parse } from "../../src/syntax/parse.ts";
import { mutate, Random, seeds } from "./mutations.ts";

const COUNT = 20_000;
const SLOWEST_MS = 2000;

function diagnosticsOf(file: SourceFile): readonly Diagnostic[] {
  const { program, nodeCount, comments, diagnostics } = parse(file);
  const module = {
    file,
    id: file.path,
    name: "main",
    program,
    nodeCount,
    comments,
    imports: new Map(),
    isDependency: false,
  };
  return check({ modules: [module], entry: 0, diagnostics }).diagnostics;
}

Deno.test("mutated programs neither crash nor hang the compiler", async () => {
  const texts = await seeds();
  const random = new Random(20261120);
  for (let round = 0; round < COUNT; round++) {
    const text = mutate(random.pick(texts), texts, random);
    const started = performance.now();
    let diagnostics: readonly Diagnostic[];
    try {
      diagnostics = diagnosticsOf({ path: "mutated.fitz", text });
    } catch (error) {
      throw new Error(`round ${round}: the compiler crashed on\n${text}`, { cause: error });
    }
    const took = performance.now() - started;
    ok(took < SLOWEST_MS, `round ${round} took ${took.toFixed(0)} ms for\n${text}`);
    for (const { code, span } of diagnostics) {
      ok(
        span.start >= 0 && span.start <= span.end && span.end <= text.length,
        `round ${round}: ${code} spans ${span.start}..${span.end} of ${text.length} in\n${text}\n${
          JSON.stringify(text.slice(-20))
        }`,
      );
    }
  }
});
