/** Makes `grammar/generated/parser.js` from `grammar/fitz.peggy`: `deno task grammar`; `--check` fails when it is stale. */

import peggy from "npm:peggy@5.1.0";
import { KIND, KIND_SETS } from "../src/syntax/token_kinds.ts";

const source = await Deno.readTextFile(new URL("../grammar/fitz.peggy", import.meta.url));
const target = new URL("../grammar/generated/parser.js", import.meta.url);

/** Replaces references to terminals by the characters of their kinds, so that no rule is called for a token. */
const inlineTerminals = {
  use(config: any) {
    config.passes.prepare.unshift((ast: any) => {
      for (const rule of ast.rules) rule.expression = replace(rule.expression);
    });
  },
};

function replace(node: any): any {
  if (node.type === "rule_ref" && /^[A-Z]/.test(node.name)) return terminal(node);
  for (const key of ["expression"]) if (node[key]) node[key] = replace(node[key]);
  for (const key of ["alternatives", "elements"]) if (node[key]) node[key] = node[key].map(replace);
  return node;
}

function terminal(node: any): any {
  const kind = KIND[node.name];
  if (kind !== undefined) return { type: "literal", value: kind, ignoreCase: false, location: node.location };
  const set = KIND_SETS[node.name];
  if (set === undefined) throw new Error(`unknown terminal ${node.name}`);
  return {
    type: "class",
    parts: [...set],
    inverted: false,
    ignoreCase: false,
    unicode: false,
    location: node.location,
  };
}

const parser = peggy.generate(source, {
  output: "source",
  format: "es",
  cache: false,
  allowedStartRules: ["program", "expressionOnly"],
  plugins: [inlineTerminals],
  grammarSource: "fitz.peggy",
}) as unknown as string;
const text =
  "// deno-lint-ignore-file\n// deno-fmt-ignore-file\n// Made by tools/generate_grammar.ts from grammar/fitz.peggy: do not edit.\n" +
  parser;

if (Deno.args.includes("--check")) {
  if (await Deno.readTextFile(target) !== text) {
    console.error("grammar/generated/parser.js is stale: run `deno task grammar`");
    Deno.exit(1);
  }
} else {
  await Deno.writeTextFile(target, text);
}
