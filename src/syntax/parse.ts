/** The front door of the syntax room: source text to tree, tokens, comments and diagnostics. */

import type { Diagnostic, SourceFile } from "../diagnostics/diagnostic.ts";
import { parse as parseTokens } from "../../grammar/generated/parser.js";
import type { Expr, Program } from "./ast.ts";
import { FactoryContext } from "./factory_context.ts";
import { declarationFactories } from "./make_declarations.ts";
import { expressionFactories } from "./make_expressions.ts";
import { patternFactories } from "./make_patterns.ts";
import { statementFactories } from "./make_statements.ts";
import { recoveryHelpers } from "./recovery.ts";
import { reportUnexpected } from "./unexpected.ts";
import { scan } from "./scan.ts";
import type { Comment, ScanResult, Token } from "./token.ts";

export interface ParseOptions {
  /** Accept the `extern` declarations of the standard library. */
  readonly declarations?: boolean;
}

/** What Peggy gives with `peg$library`. */
interface PegResult {
  readonly peg$success: boolean;
  readonly peg$result: Program | Expr;
  readonly peg$maxFailPos: number;
  readonly peg$maxFailExpected: readonly unknown[];
}

interface Parsed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** Node ids are below this. */
  readonly nodeCount: number;
}

export interface ParseResult extends Parsed {
  readonly program: Program;
}

export interface ParseExpressionResult extends Parsed {
  /** An ErrorExpr when there is no expression. */
  readonly expr: Expr;
}

/** Parses a module. Never throws: what cannot be parsed becomes ErrorStmt or ErrorExpr, with a diagnostic. */
export function parse(file: SourceFile, options: ParseOptions = {}): ParseResult {
  const { node, ...rest } = run(file, options, "program");
  const program = node as Program | null;
  return {
    program: program ?? { kind: "Program", id: 0, start: 0, end: file.text.length, body: [] },
    ...rest,
  };
}

/** Parses one expression that is the whole text, as `parse` does. */
export function parseExpression(file: SourceFile, options: ParseOptions = {}): ParseExpressionResult {
  const { node, ...rest } = run(file, options, "expressionOnly");
  const expr = node as Expr | null;
  return { expr: expr ?? { kind: "ErrorExpr", id: 0, start: 0, end: file.text.length }, ...rest };
}

function run(
  file: SourceFile,
  options: ParseOptions,
  startRule: "program" | "expressionOnly",
): Parsed & { readonly node: Program | Expr | null } {
  const scanned = scan(file);
  let kinds = "";
  for (const token of scanned.tokens) kinds += token.kind;
  // Most programs are correct: the strict pass collects nothing for messages. Only when it fails does the second pass,
  // with recovery, look for the mistakes.
  const strict = pass(file, scanned, kinds, options, startRule, false);
  const { node, context } = strict.node === null
    ? pass(file, scanned, kinds, options, startRule, true)
    : strict;
  const lexical = scanned.diagnostics.filter((d) => !context.explained.has(d.span.start));
  const diagnostics = [...lexical, ...context.diagnostics].sort((a, b) => a.span.start - b.span.start);
  const { tokens, comments } = scanned;
  return { node, tokens, comments, diagnostics, nodeCount: Math.max(1, context.nextId) };
}

function pass(
  file: SourceFile,
  scanned: ScanResult,
  kinds: string,
  options: ParseOptions,
  startRule: string,
  recover: boolean,
): { readonly node: Program | Expr | null; readonly context: FactoryContext } {
  const context = new FactoryContext(file, scanned, options.declarations ?? false);
  const make = {
    ...expressionFactories(context),
    ...statementFactories(context),
    ...declarationFactories(context),
    ...patternFactories(context),
    ...recoveryHelpers(context),
  };
  try {
    const result = parseTokens(kinds, {
      startRule,
      make,
      recover,
      declarations: context.declarations,
      peg$library: true,
    }) as PegResult;
    if (result.peg$success) return { node: result.peg$result, context };
    if (recover && context.diagnostics.length + scanned.diagnostics.length === 0) {
      reportUnexpected(
        context,
        result.peg$maxFailPos,
        result.peg$maxFailExpected,
        -1,
        "statement",
        new Set(),
      );
    }
    return { node: null, context };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Out of stack: only with a caller that has used most of it already.
    context.report("parse/unexpected-token", 0, 0, "the program is nested too deeply to be parsed", {
      help: ["move inner parts into functions"],
    });
    return { node: null, context };
  }
}
