/** Authentication: `@auth_provider` and the guards (web.md 16). What guards let through is in the routes and sockets themselves. */
import { authOf, isGuard } from "../../app/auth.ts";
import type { AuthProvider } from "../../app/manifest.ts";
import { loadCatalogue } from "../../catalogue/load_catalogue.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator } from "../../syntax/ast.ts";
import type { Feature, FeatureContext } from "../feature.ts";
import { AUTH_DIAGNOSTICS } from "./diagnostics.ts";
import { checkGuards } from "./guards.ts";
import { checkProvider } from "./provider.ts";

export const authFeature: Feature = {
  name: "auth",
  diagnostics: AUTH_DIAGNOSTICS,
  lower(context) {
    reportSecondProviders(context);
    const { providers, user } = authOf(context.program);
    const [provider] = providers;
    if (provider) checkProvider(context, provider, user);
    for (const one of context.program.decorated) {
      if (one.declaration.decorators.some(isGuard) && isHandler(one.declaration.decorators)) {
        checkGuards(context, one, user);
      }
    }
    if (!provider || user === null) return {};
    const authProvider: AuthProvider = {
      handler: { module: provider.module, name: provider.symbol.name },
      isAsync: provider.declaration.isAsync,
      user: context.schemas.schemaOf(user),
    };
    return { authProvider };
  },
};

/** Whether a function answers requests or opens connections; a guard elsewhere is reported as a misplaced decorator. */
function isHandler(decorators: readonly Decorator[]): boolean {
  const catalogue = loadCatalogue();
  return decorators.some((one) => {
    const [role] = catalogue.decorator(one.name.name)?.marks.get("role") ?? [];
    return role === "route" || role === "socket";
  });
}

function reportSecondProviders(context: FeatureContext): void {
  const { modules } = context.program;
  const [first, ...others] = authOf(context.program).providers.map(({ module, declaration }) => {
    const use = declaration.decorators.find((one) => one.name.name === "auth_provider")!;
    const span = { file: modules[module].file, start: use.start, end: use.name.end };
    return { name: declaration.name.name, span };
  });
  for (const { name, span } of others) {
    context.report(
      diagnostic("error", "auth/two-providers", span, `fn '${name}' is a second \`@auth_provider\``, {
        label: "a program has one",
        labels: [{ span: first!.span, text: `the first one is fn '${first!.name}'` }],
        help: ["let one function look at each kind of credentials in turn"],
      }),
    );
  }
}
