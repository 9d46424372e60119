/** Arguments that scheduled and background functions share: `retry` and `store` (realtime.md 17.2, 18.3, 18.4). */
import { holdsConnection } from "../../app/app_pool.ts";
import { decoratorArgument, literalJson } from "../../app/constants.ts";
import type { ArgumentRef, Retry } from "../../app/manifest.ts";
import { type Handler, report } from "../../app/parameters.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Decorator, Expr } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import { withArticle } from "../../types/with_article.ts";

const DEFAULTS: Retry = { max: 0, backoff: "exponential", initialSeconds: 1, maxSeconds: 3600 };
const BACKOFFS = ["exponential", "linear", "constant"];

interface RetryKey {
  readonly target: keyof Retry;
  /** What values it takes, for messages. */
  readonly values: string;
  fits(value: Expr): boolean;
}

const isNumber = (expr: Expr) => expr.kind === "IntLit" || expr.kind === "FloatLit";
const isPositive = (expr: Expr) => isNumber(expr) && Number(literalJson(expr)) > 0;

const RETRY_KEYS: Readonly<Record<string, RetryKey>> = {
  max: { target: "max", values: "an Int of at least 0", fits: (value) => value.kind === "IntLit" },
  backoff: {
    target: "backoff",
    values: BACKOFFS.map((one) => `"${one}"`).join(", "),
    fits: (value) => BACKOFFS.includes(literalJson(value) as string),
  },
  initial_secs: { target: "initialSeconds", values: "a number greater than 0", fits: isPositive },
  max_secs: { target: "maxSeconds", values: "a number greater than 0", fits: isPositive },
};

/** `retry={ "max": 2 }`; null without it. What is wrong in it is reported and has its default. */
export function readRetry(handler: Handler, decorator: Decorator): Retry | null {
  const given = decoratorArgument(decorator, "retry");
  if (given?.kind !== "MapLit") return null;
  const retry: Record<string, unknown> = { ...DEFAULTS };
  for (const { key, value } of given.entries) {
    const name = String(literalJson(key));
    const known = Object.hasOwn(RETRY_KEYS, name) ? RETRY_KEYS[name] : undefined;
    if (!known) {
      const names = Object.keys(RETRY_KEYS);
      const close = didYouMean(name, names);
      report(handler, "decorator/argument", key, `\`retry\` has no key \`${name}\``, [
        ...(close === null ? [] : [`did you mean \`${close}\`?`]),
        `its keys are ${names.map((one) => `\`${one}\``).join(", ")}`,
      ]);
    } else if (!known.fits(value)) {
      const message = `\`${name}\` of \`retry\` must be ${
        name === "backoff" ? "one of " : ""
      }${known.values}`;
      report(handler, "decorator/argument", value, message);
    } else retry[known.target] = literalJson(value);
  }
  return retry as unknown as Retry;
}

/** `store=db`: a variable of the module that holds a database; null without it, and where it is wrong. */
export function readStore(handler: Handler, decorator: Decorator): ArgumentRef | null {
  const given = decoratorArgument(decorator, "store");
  if (given === undefined || given.kind === "NullLit") return null;
  const { types, symbols } = handler.context.program.modules[handler.module];
  const symbol = given.kind === "Name" ? symbols[given.id] : undefined;
  const wanted = `\`store\` of \`@${decorator.name.name}\` must be a database`;
  if (given.kind === "Name" && symbol === undefined) return null;
  if (symbol?.kind !== "variable" || symbol.scope.kind !== "module") {
    report(handler, "decorator/argument", given, `${wanted}: a variable of the module's top level`, [
      "connect at the top level, `let db = db.connect(url).await`, and write `store=db`",
    ]);
    return null;
  }
  const type = types[given.id];
  const value = type?.kind === "result" ? type.ok : type;
  if (type && value && value.kind !== "any" && value.kind !== "never" && !holdsConnection(type)) {
    report(handler, "decorator/argument", given, `${wanted}, found \`${printType(type!)}\``, [
      `\`${symbol.name}\` is ${withArticle(type!)}: \`db.connect(url)\` gives a database`,
    ]);
    return null;
  }
  return { module: handler.module, node: given.id };
}
