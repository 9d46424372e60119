/** The app pool: data.md 2.8. */
import { isConnection, poolBindings } from "../../app/app_pool.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Feature, FeatureContext } from "../feature.ts";
import { checkCalls } from "./calls.ts";
import { DATABASE_DIAGNOSTICS } from "./diagnostics.ts";

export const databaseFeature: Feature = {
  name: "database",
  diagnostics: DATABASE_DIAGNOSTICS,
  lower(context) {
    for (const module of context.program.modules) checkCalls(context, module);
    reportAmbiguousPool(context);
    return {};
  },
};

/** Several connections, of which nothing says which one is meant. */
function reportAmbiguousPool(context: FeatureContext): void {
  const { program } = context;
  const user = program.decorated.find(({ symbol }) =>
    symbol.type.params.some((param) => isConnection(param.type))
  );
  if (!user) return;
  const bindings = poolBindings(program);
  if (bindings.length < 2) return;
  const at = user.symbol.type.params.findIndex((param) => isConnection(param.type));
  const param = user.declaration.params[at];
  const { file } = program.modules[user.module];
  const names = bindings.map(({ name }) => `\`${name}\``).join(" and ");
  context.report(
    diagnostic(
      "error",
      "db/ambiguous-pool",
      { file, start: param.start, end: param.end },
      `\`${param.name.name}\` could be ${names}`,
      {
        label: "filled with the app pool",
        labels: bindings.map(({ declaration, scope, name }) => ({
          span: {
            file: program.modules[scope.module].file,
            start: declaration.start,
            end: declaration.end,
          },
          text: `\`${name}\` is a connection`,
        })),
        help: [
          "name the one that is meant `db`, at the top level of the entry, and make the other in a module of its own",
        ],
      },
    ),
  );
}
