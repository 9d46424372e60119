/** The scheduled functions of an emitted program, in the order of the manifest. */
import { decoratorArgument } from "../../app/constants.ts";
import type { Schedule } from "../../app/manifest.ts";
import type { EmitContext } from "./context.ts";
import { probe, settings } from "./http/http.ts";

/** JavaScript of the program's `ScheduleProgram` (src/runtime/jobs/scheduler.ts); null when it schedules nothing. */
export function emitSchedules(context: EmitContext): string | null {
  const { app } = context;
  if (app.schedules.length === 0) return null;
  const functions = app.schedules.map(({ handler }) => context.entry(handler).name);
  const stores = app.schedules.map((schedule) => storeOf(context, schedule));
  return `{
  functions: [${functions.join(", ")}],
  stores: [${stores.join(", ")}],
  settings: ${app.server === null ? "null" : `() => ${settings(context)}`},
  healthz: ${probe(context, "healthz")},
  readyz: ${probe(context, "readyz")},
}`;
}

/** A function that gives the value of `store`; `null` without one. */
export function storeOf(
  context: EmitContext,
  { store, handler }: Pick<Schedule, "store" | "handler">,
): string {
  if (store === null) return "null";
  const found = context.program.decorated.find(({ module, symbol }) =>
    module === handler.module && symbol.name === handler.name
  )!;
  const given = found.declaration.decorators.map((one) => decoratorArgument(one, "store"))
    .find((one) => one?.id === store.node)!;
  return context.evaluate(store.module, given, `store_${handler.name}`);
}
