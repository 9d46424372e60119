/** Generated conversion of path, query, header and cookie parameters: web.md 5.2–5.5, 5.8. */
import type { RouteParam, Schema } from "../../../app/manifest.ts";
import type { Param } from "../../../syntax/ast.ts";
import { constraintDecorators, constraintsLiteral } from "../codec/constraints.ts";
import type { EmitContext } from "../context.ts";

const EXPECTED: Readonly<Record<string, string>> = {
  Int: "Int",
  Float: "Float",
  Bool: "Bool ('true' or 'false')",
};
const CONVERTERS: Readonly<Record<string, string>> = {
  Int: "textToInt",
  Float: "textToFloat",
  Bool: "textToBool",
};
const PLACES: Readonly<Record<string, string>> = {
  path: "path param",
  query: "query param",
  header: "header",
  cookie: "cookie",
};

/** How a route function ends early: from the JavaScript expression of the answer to a statement. */
export type Leave = (answer: string) => string;

/**
 * Statements that put the parameter's value into `target` (raw for Float and Float?; undefined when the default is to be evaluated) or return the 400 answer.
 *
 * @param pathText JavaScript expression of the text of a path parameter
 */
export function parameterStatements(
  context: EmitContext,
  param: RouteParam,
  declaration: Param,
  target: string,
  pathText: string,
  leave: Leave,
): string[] {
  const place = JSON.stringify(`${PLACES[param.source]} '${param.wireName}'`);
  const { schema } = param;
  if (schema.kind === "List") {
    return listStatements(context, param, declaration, target, place, schema.element, leave);
  }
  const kind = schema.kind === "Nullable" ? schema.inner.kind : schema.kind;
  const text = `${target}_text`;
  const lines: string[] = [];
  const absent = param.source === "query" ? "undefined" : "null";
  const convert = convertStatements(context, kind, place, text, target, leave);
  const check = constraintStatements(context, declaration, place, target, kind === "Float", leave);
  switch (param.source) {
    case "path":
      lines.push(
        `const ${text} = $$x.isEncoded ? ${context.runtime("unmarkSlashes")}(${pathText}) : ${pathText};`,
      );
      lines.push(`let ${target};`, ...convert, ...check);
      return lines;
    case "query":
      lines.push(
        `const ${text} = ${context.runtime("queryLast")}($$x.query, ${JSON.stringify(param.wireName)});`,
      );
      break;
    case "header":
      lines.push(`const ${text} = $$x.headerText(${JSON.stringify(param.wireName.toLowerCase())});`);
      break;
    default:
      lines.push(`const ${text} = $$x.cookie(${JSON.stringify(param.wireName)});`);
  }
  lines.push(`let ${target};`);
  const missing = param.hasDefault
    ? null
    : schema.kind === "Nullable"
    ? `${target} = null;`
    : leave(`${context.runtime("missingParam")}($$x, ${place})`);
  const present = [...convert, ...check].join(" ");
  lines.push(
    missing === null
      ? `if (${text} !== ${absent}) { ${present} }`
      : `if (${text} === ${absent}) { ${missing} } else { ${present} }`,
  );
  return lines;
}

function convertStatements(
  context: EmitContext,
  kind: Schema["kind"],
  place: string,
  text: string,
  target: string,
  leave: Leave,
): string[] {
  const converter = CONVERTERS[kind];
  if (converter === undefined) return [`${target} = ${text};`];
  return [
    `${target} = ${context.runtime(converter)}(${text});`,
    `if (${target} === ${context.runtime("BAD")}) ${
      leave(`${context.runtime("wrongText")}($$x, ${place}, ${JSON.stringify(EXPECTED[kind])}, ${text})`)
    }`,
  ];
}

function listStatements(
  context: EmitContext,
  param: RouteParam,
  declaration: Param,
  target: string,
  place: string,
  element: Schema,
  leave: Leave,
): string[] {
  const texts = `${target}_texts`;
  const item = `${target}_item`;
  const value = element.kind === "Float" ? `${context.runtime("boxFloat")}(${item})` : item;
  const lines = [
    `const ${texts} = ${context.runtime("queryAll")}($$x.query, ${JSON.stringify(param.wireName)});`,
    `let ${target};`,
  ];
  const fill = [
    `${target} = [];`,
    `for (const ${target}_text of ${texts}) { let ${item}; ${
      convertStatements(context, element.kind, place, `${target}_text`, item, leave).join(" ")
    } ${target}.push(${value}); }`,
    ...constraintStatements(context, declaration, place, target, false, leave),
  ].join(" ");
  lines.push(param.hasDefault ? `if (${texts}.length > 0) { ${fill} }` : fill);
  return lines;
}

function constraintStatements(
  context: EmitContext,
  declaration: Param,
  place: string,
  target: string,
  isRaw: boolean,
  leave: Leave,
): string[] {
  if (constraintDecorators(declaration.decorators).length === 0) return [];
  const literal = constraintsLiteral(context, declaration.decorators);
  const constraints = context.declare(
    `constraints:${literal}`,
    "constraints",
    (name) => `const ${name} = ${literal};`,
  );
  const uniform = isRaw ? `${context.runtime("boxFloat")}(${target})` : target;
  const problem = `${target}_problem`;
  return [
    `const ${problem} = ${context.runtime("checkParam")}($$x, ${place}, ${constraints}, ${uniform});`,
    `if (${problem} !== undefined) ${leave(problem)}`,
  ];
}
