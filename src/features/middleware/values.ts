/** What can be said of `cors(…)`, `rate_limit(…)` and their like before the program runs: web.md 14, 15. */
import { literalJson } from "../../app/constants.ts";
import type { MiddlewareValue } from "../../app/manifest.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Expr, NodeBase } from "../../syntax/ast.ts";
import type { FeatureContext } from "../feature.ts";
import type { Use, ValueCall } from "./uses.ts";

const KINDS: ReadonlySet<string> = new Set<MiddlewareValue["kind"]>([
  "cors",
  "rate_limit",
  "secure_headers",
  "compress",
]);
const PERIODS = ["per_second", "per_minute", "per_hour"];
/** Numbers with the least value that they may have. */
const LEAST: Readonly<Record<string, number>> = {
  per_second: 1,
  per_minute: 1,
  per_hour: 1,
  max_age: 0,
  hsts_secs: 0,
  min_size: 0,
};

/** The manifest's entry of a value; null when the call is no middleware. */
export function middlewareValue(
  context: FeatureContext,
  use: Use,
  value: ValueCall,
): MiddlewareValue | null {
  if (!KINDS.has(value.name)) return null;
  const kind = value.name as MiddlewareValue["kind"];
  const entry = { kind, level: use.level, value: { module: use.module, node: use.argument.id } };
  if (kind !== "rate_limit") return entry;
  const by = argumentsOf(context, value).get("by");
  const text = by === undefined ? "ip" : literalJson(by);
  return { ...entry, by: typeof text === "string" ? text : null };
}

/** Reports literal arguments that cannot be; once per call. */
export function checkValueCall(context: FeatureContext, value: ValueCall): void {
  const { file, calls } = context.program.modules[value.module];
  // Arguments that could not be sorted have been reported.
  if (!calls[value.call.id]?.signature) return;
  const given = argumentsOf(context, value);
  const report = (node: NodeBase, message: string, help: string[] = [], code = "decorator/argument") =>
    context.report(diagnostic("error", code, { file, start: node.start, end: node.end }, message, { help }));
  for (const [name, expr] of given) {
    const least = LEAST[name];
    const number = least === undefined ? undefined : literalJson(expr);
    if (typeof number === "number" && number < least) {
      report(expr, `\`${name}\` must be at least ${least}, found ${number}`);
    }
  }
  if (value.name === "rate_limit") {
    const periods = PERIODS.filter((name) => given.has(name) && given.get(name)!.kind !== "NullLit");
    if (periods.length !== 1) {
      const found = periods.length === 0 ? "none" : periods.map((name) => `\`${name}\``).join(" and ");
      report(
        value.call,
        `\`rate_limit\` takes one of \`per_second\`, \`per_minute\` and \`per_hour\`, found ${found}`,
        [
          "write for example `rate_limit(per_minute=60)`",
        ],
      );
    }
  } else if (value.name === "cors") checkCors(given, report);
}

type Report = (node: NodeBase, message: string, help?: string[], code?: string) => void;

function checkCors(given: ReadonlyMap<string, Expr>, report: Report): void {
  const origin = given.get("allow_origin");
  const allowed = origin === undefined ? "*" : literalJson(origin);
  const isText = (one: unknown) => typeof one === "string";
  if (allowed !== undefined && !isText(allowed) && !(Array.isArray(allowed) && allowed.every(isText))) {
    report(origin!, '`allow_origin` must be `"*"`, `"echo"`, one origin or a list of origins');
  }
  const credentials = given.get("allow_credentials");
  const isForAll = allowed === "*" || (Array.isArray(allowed) && allowed.includes("*"));
  if (credentials && literalJson(credentials) === true && isForAll) {
    report(
      credentials,
      'credentials cannot be allowed to every origin: `allow_origin` is `"*"`',
      ['name the origins: `allow_origin=["https://app.example"]`'],
      "cors/credentials",
    );
  }
}

/** The arguments that a call gives, by parameter. */
function argumentsOf(context: FeatureContext, { module, call }: ValueCall): ReadonlyMap<string, Expr> {
  const info = context.program.modules[module].calls[call.id];
  const given = new Map<string, Expr>();
  info?.signature?.params.forEach(({ name }, at) => {
    const value = info.args[at];
    if (value !== undefined && value !== "default" && !Array.isArray(value)) given.set(name, value as Expr);
  });
  return given;
}
