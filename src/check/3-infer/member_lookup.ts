/** Finding what stands behind a `.`: fields, methods, static methods, variants, members of modules and namespaces. */
import type { Fix } from "../../diagnostics/diagnostic.ts";
import { changeTo, fix } from "../../diagnostics/fix.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Expr, Ident, Member } from "../../syntax/ast.ts";
import { awaitedStandIn } from "../../types/assignability.ts";
import { printType } from "../../types/print_type.ts";
import { kindName } from "../../types/properties.ts";
import type {
  ConstantSymbol,
  EnumSymbol,
  FieldSymbol,
  FunctionSymbol,
  NamespaceSymbol,
  TypeSymbol,
  VariantSymbol,
} from "../../types/symbol.ts";
import { NULL, type Type } from "../../types/type.ts";
import { moduleMember } from "../1-declare/bind_imports.ts";
import { meant } from "../context.ts";
import type { Inference } from "./inference.ts";
import { withArticle } from "../../types/with_article.ts";
import { reportNull } from "./mismatch.ts";

/** What a method name means for values of a type; "dynamic" when nothing is known of the value. */
export function findMethod(at: Inference, type: Type, name: string): FunctionSymbol | "dynamic" | undefined {
  switch (type.kind) {
    case "any":
    case "never":
      return "dynamic";
    case "instance":
      return type.symbol.methods.get(name) ?? at.context.catalogue.method(null, name);
    case "param":
      return undefined;
    case "future":
      return awaitedStandIn(type)?.symbol.methods.get(name) ?? at.context.catalogue.method("Future", name);
    default:
      return at.context.catalogue.method(kindName(type), name);
  }
}

/** The type behind `?.` and after the warning for `.` on a `T?`. */
export function receiverType(at: Inference, expr: Member, type: Type): Type {
  if (type.kind !== "nullable") return type;
  if (!expr.isOptional) warnUnchecked(at, expr.object, expr.name, type, `.${expr.name.name}`);
  return type.inner;
}

export function warnUnchecked(
  at: Inference,
  object: Expr,
  where: { readonly start: number; readonly end: number },
  type: Type,
  access: string,
): void {
  const text = at.context.text(object);
  const short = text.length <= 40 && !text.includes("\n") ? text : "…";
  at.context.warn(
    "null/unchecked-access",
    where,
    `\`${short}\` may be \`null\` here: it is ${withArticle(type)}`,
    {
      label: "fails when it is `null`",
      help: [
        access.startsWith(".")
          ? `write \`${short}?${access}\`, or test it first: \`if ${short} != null { … }\``
          : `test it first: \`if ${short} != null { … }\``,
      ],
      fixes: access.startsWith(".")
        ? [fix("use `?.`", at.context.span({ start: object.end, end: object.end }), "?")]
        : [],
    },
  );
}

/** Reports the use of a private member outside of its type. */
export function checkPrivate(at: Inference, owner: TypeSymbol, name: Ident): void {
  if (!name.name.startsWith("_") || owner.module === -1) return;
  for (let body: typeof at.body | null = at.body; body; body = body.outer) if (body.self === owner) return;
  const member = owner.fields.get(name.name) ?? owner.methods.get(name.name);
  at.error("field/private", name, `\`${name.name}\` is private to the type \`${owner.name}\``, {
    label: "starts with `_`",
    labels: member?.declaration && owner.module === at.context.index
      ? [at.context.label(member.declaration.name, "declared here")]
      : [],
    help: [`use it in the methods of \`${owner.name}\` only, or drop the \`_\``],
  });
}

/** A member of an imported module; undefined after a report. */
export function findModuleMember(at: Inference, index: number, name: Ident) {
  const source = at.context.program.modules[index];
  return source ? moduleMember(at.context, source, name) : undefined;
}

export type NamespaceMember = FunctionSymbol | ConstantSymbol | NamespaceSymbol;

/** A member of a namespace of the library; undefined after a report. */
export function findNamespaceMember(
  at: Inference,
  namespace: NamespaceSymbol,
  name: Ident,
): NamespaceMember | undefined {
  const found = namespace.members.get(name.name);
  if (found || name.name === "") return found;
  const nearest = didYouMean(name.name, namespace.members.keys());
  at.error("module/no-such-name", name, `\`${namespace.name}\` has no \`${name.name}\``, {
    label: "not found",
    help: nearest
      ? meant(nearest)
      : [`it has ${[...namespace.members.keys()].slice(0, 12).map((one) => `\`${one}\``).join(", ")}`],
    fixes: changeTo(at.context.span(name), nearest),
  });
  return undefined;
}

export function findVariant(symbol: EnumSymbol, name: string): VariantSymbol | undefined {
  return symbol.variants.find((variant) => variant.name === name);
}

/** A field that does not exist, or a value that has none. */
export function reportNoField(at: Inference, expr: Member, type: Type): Type {
  const name = expr.name;
  if (type === NULL) {
    reportNull(at.context, expr.object, type, `\`null\` has no \`${name.name}\``);
    return at.errorType;
  }
  if (type.kind === "param") return reportOpaqueMember(at, expr, type.name);
  const method = findMethod(at, type, name.name);
  const isMethod = method !== undefined && method !== "dynamic";
  const meantMethod = isMethod ? null : nearMethod(at, type, name.name);
  if (type.kind !== "instance" || type.symbol.fields.size === 0 && type.symbol.module === -1) {
    return at.error("field/no-fields", name, `${subject(type)} has no fields`, {
      label: isMethod ? "a method needs its parentheses" : "no such field",
      help: isMethod ? [`call it: \`.${name.name}()\``] : methodHelp(at, type, name.name),
      fixes: isMethod
        ? callFix(at, name, method)
        : meantMethod
        ? changeTo(at.context.span(name), isCallable(meantMethod) ? `${meantMethod.name}()` : null)
        : [],
    });
  }
  const nearest = isMethod ? null : didYouMean(name.name, type.symbol.fields.keys());
  const help = isMethod
    ? [`it is a method: call it \`.${name.name}(…)\`, or wrap it: \`fn() => x.${name.name}()\``]
    : meant(nearest);
  if (help.length === 0) help.push(fieldList(type.symbol.fields));
  return at.error("field/unknown", name, `the type \`${type.symbol.name}\` has no field \`${name.name}\``, {
    label: isMethod ? "a method is not a value" : "no such field",
    help,
    fixes: isMethod ? callFix(at, name, method) : changeTo(at.context.span(name), nearest),
  });
}

const isCallable = (method: FunctionSymbol): boolean => method.type.params.every((param) => param.hasDefault);

/** The parentheses of a method that needs no arguments. */
function callFix(at: Inference, name: Ident, method: FunctionSymbol): Fix[] {
  const span = at.context.span({ start: name.end, end: name.end });
  return isCallable(method) ? [fix(`call the method: .${name.name}()`, span, "()")] : [];
}

/** The method that a wrong field name may have meant. */
function nearMethod(at: Inference, type: Type, name: string): FunctionSymbol | null {
  if (["map", "tuple", "result", "future"].includes(type.kind)) return null;
  const nearest = nearestMethod(name, methodNames(at, type));
  const found = nearest === null ? undefined : findMethod(at, type, nearest);
  return found === undefined || found === "dynamic" ? null : found;
}

function fieldList(fields: ReadonlyMap<string, FieldSymbol>): string {
  const names = [...fields.keys()].slice(0, 12).map((name) => `\`${name}\``);
  return names.length === 0 ? "it has no fields" : `it has ${names.join(", ")}`;
}

function methodHelp(at: Inference, type: Type, name: string): string[] {
  if (type.kind === "map") return [`read an entry with \`m["${name}"]\` or \`m.get("${name}")\``];
  if (type.kind === "tuple") return ["tuples have `.0`, `.1`, …"];
  if (type.kind === "result") return ["take the value out first: `?`, `match` or `.unwrap_or(…)`"];
  if (type.kind === "future") return ["wait for it first: `.await`"];
  const nearest = nearestMethod(name, methodNames(at, type));
  return nearest ? [`did you mean the method \`.${nearest}(…)\`?`] : [];
}

function methodNames(at: Inference, type: Type): string[] {
  const names: string[] = [];
  const kind = kindName(type);
  const own = type.kind === "instance" ? type.symbol : kind ? at.context.catalogue.type(kind) : undefined;
  if (own?.kind === "type") {
    for (const [name, method] of own.methods) if (!method.isStatic) names.push(name);
  }
  const every = at.context.catalogue.type("Any");
  if (every?.kind === "type") names.push(...every.methods.keys());
  return names;
}

/** What another language calls it, else a near name, else one that is written out or cut short. */
function nearestMethod(name: string, names: readonly string[]): string | null {
  const foreign = FOREIGN_METHODS.get(name)?.find((one) => names.includes(one));
  if (foreign) return foreign;
  const nearest = didYouMean(name, names);
  if (nearest || name.length < 3) return nearest;
  return names.find((one) => one.length >= 3 && (one.startsWith(name) || name.startsWith(one))) ?? null;
}

function reportOpaqueMember(at: Inference, expr: Member, param: string): Type {
  return at.error("type/opaque", expr.name, `a value of the type parameter \`${param}\` has no members`, {
    label: `nothing is known of \`${param}\``,
    help: [
      "such a value can be stored, passed, compared with `==` and shown; take a function that does the rest as a parameter",
    ],
  });
}

/** A method that does not exist. */
export function reportNoMethod(at: Inference, expr: Member, type: Type): Type {
  const name = expr.name;
  if (name.name === "") return at.errorType;
  if (type === NULL) {
    reportNull(at.context, expr.object, type, `\`null\` has no method \`${name.name}\``);
    return at.errorType;
  }
  if (type.kind === "param") return reportOpaqueMember(at, expr, type.name);
  const nearest = nearestMethod(name.name, methodNames(at, type));
  const help = type.kind === "result" && !nearest
    ? ["take the value out first: `?`, `match` or `.unwrap_or(…)`"]
    : type.kind === "future" && !nearest
    ? ["wait for it first: `.await`"]
    : meant(nearest);
  return at.error("method/unknown", name, `${subject(type)} has no method \`${name.name}\``, {
    label: "no such method",
    help,
    fixes: changeTo(at.context.span(name), nearest),
  });
}

/** What other languages call a method. */
const FOREIGN_METHODS = new Map<string, readonly string[]>([
  ["length", ["len"]],
  ["size", ["len"]],
  ["append", ["push"]],
  ["add", ["push"]],
  ["toString", ["to_str"]],
  ["to_string", ["to_str"]],
  ["toUpperCase", ["upper"]],
  ["to_upper", ["upper"]],
  ["uppercase", ["upper"]],
  ["toLowerCase", ["lower"]],
  ["to_lower", ["lower"]],
  ["lowercase", ["lower"]],
  ["strip", ["trim"]],
  ["includes", ["contains"]],
  ["has_key", ["has"]],
  ["contains_key", ["has"]],
  ["startsWith", ["starts_with"]],
  ["endsWith", ["ends_with"]],
  ["indexOf", ["index_of"]],
  ["forEach", ["each"]],
  ["for_each", ["each"]],
  ["fold", ["reduce"]],
  ["concat", ["chain", "merge", "concat"]],
  ["unwrap", ["expect", "unwrap_or"]],
  ["isEmpty", ["is_empty"]],
  ["items", ["entries"]],
]);

/** ``` `List<Int>` ``` or ``the type `User` ``, as the subject of a sentence. */
export function subject(type: Type): string {
  if (type.kind === "instance" || type.kind === "typename") return `the type \`${type.symbol.name}\``;
  if (type.kind === "enum") return `the enum \`${type.symbol.name}\``;
  if (type.kind === "module") return `the module \`${type.symbol.name}\``;
  return `\`${printType(type)}\``;
}
