/** `@server(…)`: web.md 3.1, 3.2. What its declaration in the library can say of the arguments has been checked there. */
import { decoratorArgument, literalJson, literalText } from "../../app/constants.ts";
import type { ServerSettings } from "../../app/manifest.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr } from "../../syntax/ast.ts";
import { isIpLiteral, parseSize } from "../../syntax/server_values.ts";
import type { Feature, FeatureContext } from "../feature.ts";

/** Arguments in the order of the signature. */
export const SERVER_ARGUMENTS = [
  "port",
  "host",
  "docs",
  "title",
  "description",
  "api_version",
  "servers",
  "body_limit",
  "request_timeout_secs",
  "shutdown_timeout_secs",
  "observability",
] as const;

export const serverFeature: Feature = {
  name: "server",
  // `decorator/argument` belongs to the checks of all decorators.
  diagnostics: [],
  lower(context) {
    for (const { module, declaration } of context.program.decorated) {
      const decorator = declaration.decorators.find((one) => one.name.name === "server");
      if (decorator) return { server: settings(context, module, decorator) };
    }
    return { server: null };
  },
};

function settings(context: FeatureContext, module: number, decorator: Decorator): ServerSettings {
  const argument = (name: (typeof SERVER_ARGUMENTS)[number]): Expr | undefined =>
    decoratorArgument(decorator, name, SERVER_ARGUMENTS.indexOf(name));
  const value = <T>(
    name: (typeof SERVER_ARGUMENTS)[number],
    isFit: (value: unknown) => value is T,
    fallback: T,
  ): T => {
    const given = argument(name);
    const literal = given === undefined ? undefined : literalJson(given);
    return isFit(literal) ? literal : fallback;
  };
  const host = argument("host");
  const hostText = literalText(host);
  if (hostText !== null && !isIpLiteral(hostText)) {
    context.report(diagnostic(
      "error",
      "decorator/argument",
      { file: context.program.modules[module].file, start: host!.start, end: host!.end },
      `host '${hostText}' is not a valid IP (expected IPv4/IPv6 literal)`,
      { help: hostText === "localhost" ? ['write `"127.0.0.1"`'] : [] },
    ));
  }
  const limit = value("body_limit", isSize, 2 * 1024 * 1024);
  return {
    port: value("port", isNumber, 3000),
    host: hostText ?? "127.0.0.1",
    docs: value("docs", isBoolean, true),
    title: value("title", isText, "Fitz API"),
    description: value<string | null>("description", isText, null),
    apiVersion: value("api_version", isText, "0.1.0"),
    servers: value<string[] | null>("servers", isTexts, null),
    bodyLimit: typeof limit === "number" ? limit : parseSize(limit)!,
    requestTimeoutSeconds: value("request_timeout_secs", isNumber, 60),
    shutdownTimeoutSeconds: value("shutdown_timeout_secs", isNumber, 30),
    observability: value("observability", isBoolean, true),
    computed: SERVER_ARGUMENTS.filter((name) => {
      const given = argument(name);
      return given !== undefined && literalJson(given) === undefined;
    }),
  };
}

const isNumber = (value: unknown): value is number => typeof value === "number";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isSize = (value: unknown): value is number | string =>
  isNumber(value) || (isText(value) && parseSize(value) !== null);
