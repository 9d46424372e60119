/** `@server(…)`: web.md 3.1, 3.2. What its declaration in the library can say of the arguments has been checked there. */
import { decoratorArgument, literalJson, literalText } from "../../app/constants.ts";
import type { ServerSettings } from "../../app/manifest.ts";
import type { CheckedModule } from "../../check/result.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr, NodeBase } from "../../syntax/ast.ts";
import { parseAddressBlock } from "../../syntax/address_block.ts";
import { isIpLiteral, parseSize, staticPrefix } from "../../syntax/server_values.ts";
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
  "workers",
  "tls_cert",
  "tls_key",
  "trusted_proxies",
  "observability",
  "static_dir",
  "static_prefix",
] as const;

/** The first of them may be given without their names. */
const POSITIONAL = 2;

/** An argument of `@server`; undefined when it is not given. */
export function serverArgument(
  decorator: Decorator,
  name: (typeof SERVER_ARGUMENTS)[number],
): Expr | undefined {
  const position = SERVER_ARGUMENTS.indexOf(name);
  return decoratorArgument(decorator, name, position < POSITIONAL ? position : -1);
}

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
  const argument = (name: (typeof SERVER_ARGUMENTS)[number]) => serverArgument(decorator, name);
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
  const report: Report = (at, message, help) =>
    context.report(diagnostic(
      "error",
      "decorator/argument",
      { file: context.program.modules[module].file, start: at.start, end: at.end },
      message,
      { help },
    ));
  if (hostText !== null && !isIpLiteral(hostText)) {
    const help = hostText === "localhost" ? ['write `"127.0.0.1"`'] : [];
    report(host!, `host '${hostText}' is not a valid IP (expected IPv4/IPv6 literal)`, help);
  }
  const port = configuredPort(argument("port"), context.program.modules[module]);
  checkTlsPair(argument("tls_cert"), argument("tls_key"), report);
  checkProxies(argument("trusted_proxies"), report);
  const limit = value("body_limit", isSize, 2 * 1024 * 1024);
  return {
    port: port?.number ?? value("port", isNumber, 3000),
    portVariable: port?.variable ?? null,
    host: hostText ?? "127.0.0.1",
    docs: value("docs", isBoolean, true),
    title: value("title", isText, "Fitz API"),
    description: value<string | null>("description", isText, null),
    apiVersion: value("api_version", isText, "0.1.0"),
    servers: value<string[] | null>("servers", isTexts, null),
    bodyLimit: typeof limit === "number" ? limit : parseSize(limit)!,
    requestTimeoutSeconds: value("request_timeout_secs", isNumber, 60),
    shutdownTimeoutSeconds: value("shutdown_timeout_secs", isNumber, 30),
    hasTls: argument("tls_cert") !== undefined && literalJson(argument("tls_cert")!) !== null,
    observability: value("observability", isBoolean, true),
    staticFiles: staticFiles(argument("static_dir"), argument("static_prefix")),
    computed: SERVER_ARGUMENTS.filter((name) => {
      const given = argument(name);
      return given !== undefined && literalJson(given) === undefined;
    }),
  };
}

type Report = (at: NodeBase, message: string, help: readonly string[]) => void;

const isNull = (expr: Expr | undefined) => expr === undefined || literalJson(expr) === null;

/** Both or none of certificate and key. */
function checkTlsPair(cert: Expr | undefined, key: Expr | undefined, report: Report): void {
  if (isNull(cert) === isNull(key)) return;
  const [given, missing] = isNull(cert) ? ["tls_key", "tls_cert"] : ["tls_cert", "tls_key"];
  report((isNull(cert) ? key : cert)!, `\`${given}\` needs \`${missing}\` beside it`, [
    "HTTPS needs both the certificate and its key; for HTTP give neither",
  ]);
}

function checkProxies(proxies: Expr | undefined, report: Report): void {
  for (const element of proxies?.kind === "ListLit" ? proxies.elements : []) {
    const text = literalText(element);
    if (text !== null && parseAddressBlock(text) === null) {
      report(element, `'${text}' is not an IP address or CIDR block`, ['write `"10.0.0.0/8"` or `"::1"`']);
    }
  }
}

/** What is known of the folder of static files before the program runs. */
function staticFiles(folder: Expr | undefined, prefix: Expr | undefined): ServerSettings["staticFiles"] {
  if (isNull(folder)) return null;
  const text = prefix === undefined ? "/static" : literalText(prefix);
  return { folder: literalText(folder), prefix: text === null ? null : staticPrefix(text) };
}

/** `config_int("NAME", n)`, as tools that do not run the program need it. */
function configuredPort(
  port: Expr | undefined,
  module: CheckedModule,
): { readonly variable: string; readonly number: number } | null {
  if (port?.kind !== "Call") return null;
  const symbol = module.calls[port.id]?.symbol;
  const isConfig = symbol?.kind === "function" && symbol.library === "config_int";
  const [key, fallback] = port.args;
  const variable = isConfig ? literalText(key?.value) : null;
  const number = fallback === undefined || fallback.value.kind === "TypeArg"
    ? null
    : literalJson(fallback.value);
  return variable !== null && isNumber(number) ? { variable, number } : null;
}

const isNumber = (value: unknown): value is number => typeof value === "number";
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isSize = (value: unknown): value is number | string =>
  isNumber(value) || (isText(value) && parseSize(value) !== null);
