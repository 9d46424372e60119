/** String literals with interpolation: concatenation directed by static types. */
import type { Interpolation, StrLit } from "../../../syntax/ast.ts";
import { bare, list, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isBool, isFloat, isInt, isStr } from "../forms.ts";

function template(text: string): string {
  return quote(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("`", "\\`").replaceAll(
    "${",
    "\\${",
  );
}

/** What `{expr}` or `{expr:spec}` inserts, as something that concatenates right. */
function inserted(e: Emitter, part: Interpolation, code: string): string {
  if (part.spec !== null) {
    const spec = e.program.declare(
      `format:${part.spec}`,
      "format",
      (name) => `const ${name} = ${e.runtime("formatSpec")}(${quote(part.spec!)});`,
    );
    return `${e.at(part)}${e.runtime("format")}(${bare(code)}, ${spec})`;
  }
  const type = e.placeOf(part.expr);
  if (isStr(type) || isInt(type) || isBool(type)) return code;
  if (isFloat(type)) return `${e.runtime("floatToText")}(${bare(code)})`;
  return `${e.at(part)}${e.runtime("display")}(${bare(code)})`;
}

export function strLit(e: Emitter, node: StrLit): string {
  const parts = node.parts.filter((part): part is Interpolation => typeof part !== "string");
  if (parts.length === 0) return quote(node.parts.join(""));
  const values = e.sequence(
    parts.map((part) => part.expr),
    (index) => parts[index].spec === null && isFloat(e.placeOf(parts[index].expr)),
  );
  let next = 0;
  let text = "";
  for (const part of node.parts) {
    if (typeof part === "string") text += template(part);
    else text += `\${${list([inserted(e, part, values[next++])])}}`;
  }
  return `\`${text}\``;
}
