/**
 * Registers every fixture as a test: `deno task test [suite/area]`. `VIA=lib|cli|binary` (several separated by commas) chooses how cases run,
 * `FITZ_FIXTURES` where they lie, `UPDATE=1` writes what is expected.
 */
import { discoverCases } from "./harness/discover.ts";
import type { Via } from "./harness/fitz.ts";
import { suites } from "./suites/suites.ts";

const asked = (Deno.env.get("VIA") ?? "lib").split(",") as Via[];
/** Set by `deno task test` where Deno's runtime for executables cannot be had. */
const cannotCompile = Deno.env.get("FITZ_CANNOT_COMPILE") === "1";
const only = Deno.env.get("FITZ_ONLY") ?? "";

for (const one of discoverCases()) {
  if (!one.name.startsWith(only)) continue;
  const suite = suites[one.suite];
  if (!suite) {
    Deno.test(one.name, () => {
      throw new Error(`no suite is named ${one.suite} (${one.folder})`);
    });
    continue;
  }
  const ways = suite.vias.filter((via) =>
    asked.includes(via) && (one.settings.via ?? suite.vias).includes(via)
  );
  for (const via of ways) {
    Deno.test({
      name: via === "lib" ? one.name : `${one.name} (${via})`,
      ignore: one.settings.skip !== undefined || (one.settings.compiles === true && cannotCompile),
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => suite.run(one, via),
    });
  }
}
