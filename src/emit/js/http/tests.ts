/** The tests of an emitted program, in the order of the manifest. */
import { withoutConnections } from "../../../app/app_pool.ts";
import { decoratorArgument } from "../../../app/constants.ts";
import type { TestCase } from "../../../app/manifest.ts";
import type { EmitContext } from "../context.ts";
import { startName } from "../declarations/modules.ts";
import type { ProgramState } from "../program_state.ts";

/** JavaScript of `{ tests: [() => result, …], hooks: [() => result, …], starts: [runs a module, …] }`; null when there are no tests. */
export function emitTests(context: ProgramState): string | null {
  const { tests, testHooks } = context.app;
  if (tests.length === 0) return null;
  const starts = context.program.modules.map((module) => startName(context, module));
  const hooks = testHooks.map(({ handler }) => `() => ${context.entry(handler).name}()`);
  return `{ tests: [${tests.map((test) => testCall(context, test)).join(", ")}], hooks: [${
    hooks.join(", ")
  }], starts: [${starts.join(", ")}] }`;
}

function testCall(context: EmitContext, test: TestCase): string {
  const name = context.entry(test.handler).name;
  if (test.caseIndex === null) return `() => ${name}()`;
  const { module, name: handler } = test.handler;
  const found = context.program.decorated.find((one) =>
    one.module === module && one.symbol.name === handler
  )!;
  const decorator = found.declaration.decorators.find((one) => one.name.name === "test")!;
  const cases = decoratorArgument(decorator, "cases", 1);
  const element = cases?.kind === "ListLit" ? cases.elements[test.caseIndex] : undefined;
  if (!element) throw new Error(`no case ${test.caseIndex} of ${handler}`);
  const values = element.kind === "ListLit" ? element.elements : [element];
  const args = values.map((value, at) => {
    const call = `${context.evaluate(module, value, `case_${handler}`)}()`;
    const type = withoutConnections(found.symbol.type).params[at]?.type;
    const inner = type?.kind === "nullable" ? type.inner : type;
    const isRaw = inner?.kind === "primitive" && inner.name === "Float";
    return isRaw ? `${context.runtime("toNullableFloatPlace")}(${call})` : call;
  });
  return `() => ${name}(${args.join(", ")})`;
}
