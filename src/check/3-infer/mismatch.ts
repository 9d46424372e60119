/** The texts of values that do not fit their place. */
import { fix } from "../../diagnostics/fix.ts";
import type { Fix } from "../../diagnostics/diagnostic.ts";
import type { Expr } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { BOOL, DECIMAL, FLOAT, INT, NULL, STR, type Type } from "../../types/type.ts";
import type { ModuleContext } from "../context.ts";

/** Reports that a value of type `found` stands where `target` is needed; `null/not-handled` when only null is in the way. */
export function reportMismatch(
  context: ModuleContext,
  expr: Expr,
  found: Type,
  target: Type,
  code = "type/mismatch",
): void {
  context.module.misfits.add(expr.id);
  if (found.kind === "nullable" && fits(found.inner, target)) {
    reportNull(context, expr, found, `expected \`${printType(target)}\`, found \`${printType(found)}\``);
    return;
  }
  if (found === NULL && code === "type/mismatch") {
    context.error("null/not-handled", expr, `expected \`${printType(target)}\`, found \`null\``, {
      label: "this is `null`",
      help: [`give a value, or declare the place as \`${printType(target)}?\``],
    });
    return;
  }
  const { help, fixes } = conversionHelp(context, expr, found, target);
  context.error(code, expr, `expected \`${printType(target)}\`, found \`${printType(found)}\``, {
    label: `this is ${withArticle(found)}`,
    help,
    fixes,
  });
}

/** `null/not-handled` for a `T?` where a `T` is needed. */
export function reportNull(context: ModuleContext, expr: Expr, found: Type, message: string): void {
  const text = context.text(expr);
  const name = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? text : null;
  context.error("null/not-handled", expr, message, {
    label: found === NULL ? "this is `null`" : "this may be `null`",
    help: [
      name
        ? `give a default with \`${name} ?? …\`, or test it first: \`if ${name} != null { … }\``
        : "give a default with `… ?? default`, or store it in a variable and test that",
    ],
  });
}

interface Advice {
  readonly help: string[];
  readonly fixes: Fix[];
}

function conversionHelp(context: ModuleContext, expr: Expr, found: Type, target: Type): Advice {
  const text = context.text(expr);
  const isShort = text.length <= 40 && !text.includes("\n");
  const isSimple = isShort &&
    /^([\p{L}_][\p{L}\p{N}_.]*|"[^"]*"|[\p{L}_][\p{L}\p{N}_.]*\([^()]*\))$/u.test(text);
  const value = isSimple ? text : isShort ? `(${text})` : "…";
  const convert = (shown: string, title = "convert it", replacement = shown): Advice => ({
    help: [`${title}: \`${shown}\``],
    fixes: isShort ? [fix(`${title}: ${replacement}`, context.span(expr), replacement)] : [],
  });
  // What a text says may be no number: the fix asks for it.
  const parsed = (call: string, what: string) => convert(call, "convert it", `${call}.expect("${what}")`);
  const plain = target.kind === "nullable" ? target.inner : target;
  if (found === STR && plain === INT) return parsed(`${value}.to_int()`, "an Int");
  if (found === STR && plain === FLOAT) return parsed(`${value}.to_float()`, "a Float");
  if (found === STR && plain === DECIMAL) return convert(`decimal(${isShort ? text : "…"})`);
  if (found === FLOAT && plain === INT) return convert(`int(${isShort ? text : "…"})`);
  if (plain === STR && found.kind === "primitive") return convert(`str(${isShort ? text : "…"})`);
  if (plain === BOOL && found.kind === "primitive" && target === BOOL) {
    return { help: ["nothing but a `Bool` counts as true or false: write a comparison"], fixes: [] };
  }
  if (found.kind === "result" && fits(found.ok, target)) {
    return {
      help: [
        `take the value out: \`${value}?\` passes the error on, \`${value}.unwrap_or(…)\` gives a default`,
      ],
      fixes: [],
    };
  }
  if (found.kind === "future" && fits(found.value, target)) return convert(`${value}.await`, "wait for it");
  if (plain.kind === "result" && fits(found, plain.ok)) {
    return convert(`Ok(${isShort ? text : "…"})`, "wrap it");
  }
  if (found.kind === "typename") {
    return { help: ["this names the type itself: build a value of it"], fixes: [] };
  }
  return { help: [], fixes: [] };
}
