/** Where the parameters of a handler come from: web.md 5.1. */
import { changeTo } from "../diagnostics/fix.ts";
import { isConnection } from "./app_pool.ts";
import { authOf, isGuard, isNominal } from "./auth.ts";
import { decoratorArgument, literalJson, literalText } from "./constants.ts";
import { constraintsOf } from "./constraints.ts";
import type { RouteParam, Verb } from "./manifest.ts";
import { diagnostic, type Fix, type Span } from "../diagnostics/diagnostic.ts";
import type { Decorator, FnDecl, NodeBase, Param } from "../syntax/ast.ts";
import { notDecodable } from "../types/decodable.ts";
import { isOfFiles, notFromParts, takesFiles } from "../types/files.ts";
import { typesEqual } from "../types/equality.ts";
import { isLibraryType } from "../types/middleware_kind.ts";
import { printType } from "../types/print_type.ts";
import type { FunctionSymbol } from "../types/symbol.ts";
import type { Type } from "../types/type.ts";
import type { FeatureContext } from "../features/feature.ts";
import type { Template } from "./template.ts";

/** A function with one of its route or socket decorators. */
export interface Handler {
  readonly context: FeatureContext;
  readonly module: number;
  readonly declaration: FnDecl;
  readonly symbol: FunctionSymbol;
}

export type Source = RouteParam["source"];

interface WireName {
  readonly name: string;
  readonly decorator: Decorator;
}

const BODY_VERBS: ReadonlySet<Verb> = new Set<Verb>(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const LIST_QUERY_VERBS: ReadonlySet<Verb> = new Set<Verb>(["GET", "HEAD", "DELETE", "OPTIONS"]);
/** Sources that are no texts. */
const FROM_THE_WHOLE: ReadonlySet<Source> = new Set<Source>([
  "body",
  "request",
  "database",
  "socket",
  "user",
]);
const SCALARS: ReadonlySet<string> = new Set(["Int", "Float", "Bool", "Str"]);

export function spanOf(handler: Handler, node: NodeBase): Span {
  return { file: handler.context.program.modules[handler.module].file, start: node.start, end: node.end };
}

/** What a kind of handler has of its own. */
export interface OwnPlaces {
  /** The source of a parameter by its type; null for one of the common kinds. */
  sourceOf(type: Type): Source | null;
  /** Reports a parameter that nothing fills. */
  reportPlaceless(param: Param, type: Type): void;
}

/** Resolves all parameters for one verb and template; reports what has no place. `at` is the decorator. */
export function resolveParameters(
  handler: Handler,
  verb: Verb,
  template: Template,
  at: NodeBase,
  own: OwnPlaces | null = null,
): RouteParam[] {
  const { declaration, symbol } = handler;
  const headers = wireNames(handler, "header");
  const cookies = wireNames(handler, "cookie");
  reportUnusedNames(handler, template, at);
  const params: RouteParam[] = [];
  declaration.params.forEach((param, index) => {
    if (param.isVariadic) {
      report(
        handler,
        "http/variadic",
        param,
        `fn '${declaration.name.name}': a handler cannot have the variadic parameter '${param.name.name}'`,
        [`a list takes all values of a query key: \`${param.name.name}: List<Str>\``],
      );
      return;
    }
    const type = symbol.type.params[index].type;
    const wire = headers.get(param.name.name) ?? cookies.get(param.name.name);
    const source = own?.sourceOf(type) ??
      sourceOf(handler, param, type, verb, template, headers, cookies);
    if (source === null && own !== null) {
      own.reportPlaceless(param, type);
      return;
    }
    if (source === null) {
      report(
        handler,
        "http/body-on-get",
        param,
        `fn '${declaration.name.name}': parameter '${param.name.name}' of type '${
          printType(type)
        }' would be a body, ` +
          `which ${verb} does not have`,
        ["take it from the path, the query or a header, or answer POST, PUT or PATCH"],
      );
      return;
    }
    if (!isTypeAllowed(handler, param, type, source, wire?.name ?? param.name.name)) return;
    params.push(routeParam(handler, param, type, source, wire?.name ?? param.name.name));
  });
  reportBodies(handler, params);
  return params;
}

function sourceOf(
  handler: Handler,
  param: Param,
  type: Type,
  verb: Verb,
  template: Template,
  headers: ReadonlyMap<string, WireName>,
  cookies: ReadonlyMap<string, WireName>,
): Source | null {
  const { name } = param.name;
  if (template.pathParams.includes(name)) return "path";
  if (template.queryParams.includes(name)) return "query";
  if (headers.has(name)) return "header";
  if (cookies.has(name)) return "cookie";
  if (isLibraryType(type, "Request")) return "request";
  if (isConnection(type)) return "database";
  if (isUser(handler, param, type)) return "user";
  if (isScalar(type)) return "query";
  const isListOrOpen = param.type === null || (type.kind === "list" && isPlainScalar(type.element));
  if (isListOrOpen && LIST_QUERY_VERBS.has(verb)) return "query";
  return BODY_VERBS.has(verb) ? "body" : null;
}

/** Whether a parameter of a guarded handler takes the user. */
function isUser({ context, declaration }: Handler, param: Param, type: Type): boolean {
  if (!declaration.decorators.some(isGuard)) return false;
  const { user } = authOf(context.program);
  // Without a provider, which is reported, it is the one that looks like it.
  return user === null ? isNominal(type) && param.name.name === "user" : typesEqual(type, user);
}

function isPlainScalar(type: Type): boolean {
  return type.kind === "primitive" && SCALARS.has(type.name);
}

function isScalar(type: Type): boolean {
  return isPlainScalar(type.kind === "nullable" ? type.inner : type);
}

function isTypeAllowed(
  handler: Handler,
  param: Param,
  type: Type,
  source: Source,
  wireName: string,
): boolean {
  const isOpen = param.type === null;
  const shown = printType(type);
  switch (source) {
    case "path":
      if (isOpen || isPlainScalar(type)) return true;
      report(
        handler,
        "http/path-param-type",
        param.type!,
        `type '${shown}' not supported for path params (use Int/Float/Str/Bool)`,
      );
      return false;
    case "query":
      if (isOpen || isScalar(type) || (type.kind === "list" && isPlainScalar(type.element))) return true;
      report(
        handler,
        "http/path-param-type",
        param.type!,
        `type '${shown}' not supported for query params (use Int/Float/Str/Bool)`,
      );
      return false;
    case "header":
    case "cookie": {
      const inner = type.kind === "nullable" ? type.inner : type;
      if (isOpen || (inner.kind === "primitive" && inner.name === "Str")) return true;
      const message = `${source} '${wireName}': parameter '${param.name.name}' must be Str or Str?`;
      report(
        handler,
        "http/header-type",
        param.type!,
        message,
        [],
        changeTo(spanOf(handler, param.type!), "Str"),
      );
      return false;
    }
    case "body": {
      if (isOfFiles(type)) {
        report(
          handler,
          "http/file-param",
          param.type!,
          `fn '${handler.declaration.name.name}': parameter '${param.name.name}' of type '${shown}' cannot be a body`,
          [`files come in the fields of a type: \`type Upload { ${param.name.name}: ${shown} }\``],
        );
        return false;
      }
      if (takesFiles(type)) return isFilledByForm(handler, param, type);
      const problem = isOpen ? null : notDecodable(type);
      if (problem === null) return true;
      handler.context.report(diagnostic(
        "error",
        "json/not-decodable",
        spanOf(handler, param.type!),
        `\`${shown}\` cannot be built from JSON`,
        {
          label: problem.reason,
          help: [
            "the body is read from JSON: use types that JSON has, and give hidden and private fields a default",
          ],
        },
      ));
      return false;
    }
    default:
      return true;
  }
}

/** A type with files is filled from the parts of a multipart form; reports a field that none can fill. */
function isFilledByForm(handler: Handler, param: Param, type: Type): boolean {
  const reason = notFromParts(type);
  if (reason === null) return true;
  handler.context.report(diagnostic(
    "error",
    "json/not-decodable",
    spanOf(handler, param.type!),
    `\`${printType(type)}\` cannot be built from a form`,
    {
      label: reason,
      help: [
        "beside files a form has texts: use scalars and lists of them, and give hidden and private fields a default",
      ],
    },
  ));
  return false;
}

function routeParam(
  handler: Handler,
  param: Param,
  type: Type,
  source: Source,
  wireName: string,
): RouteParam {
  const isText = param.type === null && !FROM_THE_WHOLE.has(source);
  const value = param.defaultValue === null ? undefined : literalJson(param.defaultValue);
  const isList = source === "query" && type.kind === "list";
  return {
    name: param.name.name,
    source,
    wireName,
    schema: isText ? { kind: "Str" } : handler.context.schemas.schemaOf(type),
    typeText: isText ? "Str" : printType(type),
    isRequired: param.defaultValue === null && type.kind !== "nullable" && !isList,
    hasDefault: param.defaultValue !== null,
    ...(value === undefined ? {} : { default: value }),
    constraints: constraintsOf(param.decorators),
    doc: param.doc,
  };
}

/** Parameter name to header or cookie name. */
function wireNames(handler: Handler, kind: "header" | "cookie"): ReadonlyMap<string, WireName> {
  const names = new Map<string, WireName>();
  const { declaration } = handler;
  for (const decorator of declaration.decorators) {
    if (decorator.name.name !== kind) continue;
    const name = literalText(decoratorArgument(decorator, "name", 0));
    if (name === null) continue;
    const target = literalText(decoratorArgument(decorator, "into", 1)) ??
      name.toLowerCase().replaceAll("-", "_");
    if (declaration.params.some((param) => param.name.name === target)) {
      names.set(target, { name, decorator });
    } else {
      const message = `${kind} '${name}': fn '${declaration.name.name}' has no parameter '${target}'`;
      report(handler, "http/header-target", decorator, message, [
        `add the parameter \`${target}: Str\`, or name another one with \`into\``,
      ]);
    }
  }
  return names;
}

function reportUnusedNames(handler: Handler, template: Template, at: NodeBase): void {
  const { declaration } = handler;
  const known = new Set(declaration.params.map((param) => param.name.name));
  const kinds = [["path", template.pathParams], ["query", template.queryParams]] as const;
  for (const [kind, names] of kinds) {
    for (const name of names) {
      if (known.has(name)) continue;
      const message = `${kind} param '{${name}}': fn '${declaration.name.name}' has no parameter '${name}'`;
      report(handler, "http/path-param-unused", at, message, [
        `add the parameter \`${name}\` or take it out of the path`,
      ]);
    }
  }
}

function reportBodies(handler: Handler, params: readonly RouteParam[]): void {
  const bodies = params.filter((param) => param.source === "body").map((param) => param.name);
  if (bodies.length < 2) return;
  const { declaration } = handler;
  report(
    handler,
    "http/two-bodies",
    declaration.params.find((param) => param.name.name === bodies[1])!,
    `fn '${declaration.name.name}': max 1 body param, has ${bodies.length} (${
      bodies.join(", ")
    }); the others must be ` +
      "path, query, header or cookie parameters",
  );
}

export function report(
  handler: Handler,
  code: string,
  node: NodeBase,
  message: string,
  help: readonly string[] = [],
  fixes: readonly Fix[] = [],
): void {
  handler.context.report(diagnostic("error", code, spanOf(handler, node), message, { help, fixes }));
}
