/** Types that take uploaded files, which only multipart forms bring: web.md 11. */
import { withoutNull } from "./properties.ts";
import { argumentsOf, substitute } from "./substitute.ts";
import { ANY, type Type } from "./type.ts";
import { withArticle } from "./with_article.ts";

/** `File`, `File?` or `List<File>`. */
export function isOfFiles(type: Type): boolean {
  const inner = withoutNull(type);
  return isFile(inner) || (inner.kind === "list" && isFile(withoutNull(inner.element)));
}

function isFile(type: Type): boolean {
  return type.kind === "instance" && type.symbol.module < 0 && type.symbol.name === "File";
}

/** Whether a body of this type has files: a type with a field of them, or a map of them. */
export function takesFiles(type: Type): boolean {
  const body = withoutNull(type);
  return body.kind === "map"
    ? isOfFiles(body.value)
    : formFields(body).some((field) => isOfFiles(field.type));
}

/** The first field of a type with files that no part of a form can hold, as a sentence about it; null when all can be filled. */
export function notFromParts(type: Type): string | null {
  for (const field of formFields(withoutNull(type))) {
    if (!isOfFiles(field.type) && !isPart(field.type)) {
      return `no part of a form can hold \`${field.name}\`, ${withArticle(field.type)}`;
    }
  }
  const missing = neverFilled(withoutNull(type));
  return missing === null ? null : `\`${missing}\` is required but never read from a form`;
}

/** A private or hidden field that has to have a value. */
function neverFilled(type: Type): string | null {
  if (type.kind !== "instance") return null;
  const field = [...type.symbol.fields.values()].find((field) =>
    (field.isPrivate || field.isHidden) && !field.hasDefault && field.type.kind !== "nullable" &&
    field.type.kind !== "any"
  );
  return field ? `${type.symbol.name}.${field.name}` : null;
}

/** The fields that a form fills, with the type arguments of `type` in place. */
function formFields(type: Type): { readonly name: string; readonly type: Type }[] {
  if (type.kind !== "instance" || type.symbol.module < 0) return [];
  const given = argumentsOf(type.symbol.typeParams, type.args);
  return [...type.symbol.fields.values()].filter((field) => !field.isPrivate && !field.isHidden)
    .map((field) => ({ name: field.name, type: substitute(field.type, given, ANY) }));
}

/** Values that one text says, and lists of them. */
function isPart(type: Type): boolean {
  const inner = withoutNull(type);
  return isText(inner.kind === "list" ? withoutNull(inner.element) : inner);
}

function isText(type: Type): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "primitive":
      return type.name !== "Null" && type.name !== "Range";
    case "enum":
      return type.symbol.variants.every((variant) => variant.payload.length === 0);
    case "instance":
      // Library types that are read from a text, or wrap what is.
      return type.symbol.module < 0 &&
        (type.symbol.methods.get("parse")?.isStatic === true ||
          (type.symbol.methods.get("of")?.isStatic === true && type.args.every(isText)));
    default:
      return false;
  }
}
