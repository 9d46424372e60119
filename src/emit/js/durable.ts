/** The durable functions of an emitted program, and calls of them that are kept: arguments as JSON, out and in. */
import { withoutConnections } from "../../app/app_pool.ts";
import type { BackgroundFunction } from "../../app/manifest.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import type { EmitContext } from "./context.ts";
import { storeOf } from "./schedules.ts";

/** The durable function that a symbol is; null for another one. */
export function durableOf(
  { app }: Pick<EmitContext, "app">,
  symbol: FunctionSymbol,
): BackgroundFunction | null {
  if (symbol.owner !== null || symbol.isNested) return null;
  return app.backgroundFunctions.find(({ handler, store }) =>
    store !== null && handler.name === symbol.name && handler.module === symbol.module
  ) ?? null;
}

/** JavaScript of the list of `EmittedDurable`s (src/runtime/jobs/durable_tasks.ts); null when there are none. */
export function emitDurable(context: EmitContext): string | null {
  const durable = context.app.backgroundFunctions.filter(({ store }) => store !== null);
  if (durable.length === 0) return null;
  return `[${durable.map((one) => durableText(context, one)).join(", ")}]`;
}

function durableText(context: EmitContext, one: BackgroundFunction): string {
  const { symbol } = context.program.decorated.find(({ module, symbol }) =>
    module === one.handler.module && symbol.name === one.handler.name
  )!;
  // Connections are not kept: each run gets the app pool.
  const args = withoutConnections(symbol.type).params.map(({ name, type }, index) => {
    const kept = `${context.runtime("keptArgument")}(${JSON.stringify(name)}, $$a[${index}], ${
      parser(context, type)
    })`;
    // A place of raw Floats; undefined stands for the default.
    return isFloat(type)
      ? `(($$v) => $$v === undefined ? $$v : ${context.runtime("toNullableFloatPlace")}($$v))(${kept})`
      : kept;
  });
  const call = `${context.entry(one.handler).name}(${args.join(", ")})`;
  const value = isFloat(symbol.type.result) ? `${context.runtime("boxNullableFloat")}(await ${call})` : call;
  const prefix = isFloat(symbol.type.result) ? "async " : "";
  return `{ name: ${JSON.stringify(one.name)}, store: ${
    storeOf(context, one)
  }, call: ${prefix}($$a) => ${value} }`;
}

function parser(context: EmitContext, type: Type): string {
  const decoder = context.decoder(type);
  const shape = context.shape(type);
  return context.declare(
    `parse:${decoder}`,
    "parse",
    (name) => `const ${name} = (text) => ${context.runtime("parseAs")}(text, ${decoder}, ${shape});`,
  );
}

function isFloat(type: Type): boolean {
  const inner = type.kind === "nullable" ? type.inner : type;
  return inner.kind === "primitive" && inner.name === "Float";
}
