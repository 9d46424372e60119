/** `let`, `x = e`, `obj.field = e`, `xs[i] = e` and the compound forms. */
import type { AssignStmt, BinaryOp, Expr, Index, LetStmt, Member, Name } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { typesEqual } from "../../types/equality.ts";
import type { VariableSymbol } from "../../types/symbol.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { ERROR, INT, NULL, RANGE, STR, type Type } from "../../types/type.ts";
import { pathOf } from "../narrow/facts.ts";
import { bindPattern } from "../patterns/bind.ts";
import type { Inference } from "./inference.ts";
import { checkPrivate, reportNoField, warnUnchecked } from "./member_lookup.ts";
import { reportMismatch, reportNull } from "./mismatch.ts";
import { startsCall } from "./spawning.ts";
import { operatorType } from "./operators.ts";
import { patternHost } from "./pattern_host.ts";

export function inferLet(at: Inference, stmt: LetStmt): void {
  const declared = stmt.type ? at.annotation(stmt.type) : null;
  const { pattern } = stmt;
  if (pattern.kind === "NamePattern") {
    assignVariable(at, pattern.id, pattern.name, stmt.value, declared);
    return;
  }
  const found = declared ? at.store(stmt.value, declared) : at.infer(stmt.value, null);
  bindPattern(pattern, found, "let", patternHost(at));
}

/** Stores a value in the variable that the node names. */
function assignVariable(
  at: Inference,
  nodeId: number,
  name: string,
  value: Expr,
  declared: Type | null,
): void {
  const symbol = at.context.module.symbols[nodeId];
  if (symbol?.kind !== "variable") {
    // Already reported: not assignable.
    if (declared) at.store(value, declared);
    else at.infer(value, null);
    return;
  }
  const annotation = settledPlace(at, symbol) ?? declared ?? at.annotations.get(symbol) ?? null;
  if (declared && symbol.scope.module === at.context.index) {
    at.annotations.set(symbol, declared);
    symbol.isAnnotated = true;
  }
  if (declared && annotation !== null && !typesEqual(declared, annotation)) {
    at.error("type/mismatch", value, `\`${name}\` is declared as \`${printType(annotation)}\``);
  }
  const found = at.infer(value, annotation);
  let type = found;
  if (annotation !== null) {
    const stored = at.storeInferred(value, found, annotation);
    // After a report the variable has its declared type: what is done with it later is checked against that.
    type = stored === ERROR || annotation.kind === "any" ? annotation : stored;
  }
  at.types[nodeId] = type;
  at.assigned(symbol, type);
  if (type.kind === "future" && startsCall(at, value)) at.started.add(symbol);
  at.narrowAssigned(name, annotation !== null && found.kind === "any" ? type : found);
}

/** The type of a variable of an earlier input of a session, which no later one changes. */
function settledPlace(at: Inference, symbol: VariableSymbol): Type | null {
  return symbol.scope.module === at.context.index ? null : symbol.type;
}

export function inferAssign(at: Inference, stmt: AssignStmt): void {
  const { target } = stmt;
  switch (target.kind) {
    case "Name":
      if (stmt.op === "=") {
        assignVariable(at, target.id, target.name, stmt.value, stmt.type ? at.annotation(stmt.type) : null);
      } else compoundVariable(at, stmt, target);
      return;
    case "Member":
      assignMember(at, stmt, target);
      return;
    case "Index":
      assignIndex(at, stmt, target);
      return;
    default:
      // The parser has reported a target that is none; the names of the language are left.
      at.infer(target, null);
      at.infer(stmt.value, null);
      if (target.kind === "SelfExpr") {
        notAssignable(at, target, "`self`", "assign its fields instead: `self.name = …`");
      } else if (target.kind === "TupleIndex") {
        notAssignable(at, target, "an element of a tuple", TUPLES_STAY);
      }
  }
}

const TUPLES_STAY = "tuples never change: build a new one";

function notAssignable(at: Inference, target: Expr, what: string, help: string): void {
  at.error("name/not-assignable", target, `${what} cannot be assigned`, {
    label: "assigned here",
    help: [help],
  });
}

const binaryOf = (stmt: AssignStmt): BinaryOp => stmt.op.slice(0, -1) as BinaryOp;

function compoundVariable(at: Inference, stmt: AssignStmt, target: Name): void {
  const symbol = at.context.module.symbols[target.id];
  if (symbol?.kind !== "variable") {
    at.infer(stmt.value, null);
    return;
  }
  const before = at.narrowed(target.name, at.read(symbol));
  at.types[target.id] = before;
  const value = at.infer(stmt.value, null);
  const result = operatorType(at, stmt, binaryOf(stmt), target, before, stmt.value, value);
  const annotation = settledPlace(at, symbol) ?? at.annotations.get(symbol);
  if (annotation && !fits(result, annotation)) reportMismatch(at.context, stmt.value, result, annotation);
  at.assigned(symbol, annotation ?? result);
  at.narrowAssigned(target.name, result);
}

/** A value stored in a place of a known type; with an operator, its result. */
function storeIn(at: Inference, stmt: AssignStmt, target: Expr, place: Type, before: Type): void {
  if (stmt.op === "=") {
    const found = at.infer(stmt.value, place);
    at.storeInferred(stmt.value, found, place);
    const path = pathOf(target, at.isBareField);
    if (path !== null) at.narrowAssigned(path, found.kind === "any" ? place : found);
    return;
  }
  const value = at.infer(stmt.value, null);
  const result = operatorType(at, stmt, binaryOf(stmt), target, before, stmt.value, value);
  if (result !== ERROR && !fits(result, place)) reportMismatch(at.context, stmt.value, result, place);
  const path = pathOf(target, at.isBareField);
  if (path !== null) at.narrowAssigned(path, result);
}

function assignMember(at: Inference, stmt: AssignStmt, target: Member): void {
  const object = at.infer(target.object, null);
  const name = target.name;
  let type = object;
  if (type.kind === "nullable") {
    warnUnchecked(at, target.object, name, type, `.${name.name}`);
    type = type.inner;
  }
  let place: Type = ERROR;
  switch (type.kind) {
    case "any":
    case "never":
      place = type;
      break;
    case "instance": {
      const field = type.symbol.fields.get(name.name);
      if (!field) {
        place = name.name === "" ? ERROR : reportNoField(at, target, type);
        break;
      }
      checkPrivate(at, type.symbol, name);
      place = at.fieldType(type, field);
      break;
    }
    case "module":
      notAssignable(
        at,
        target,
        `\`${name.name}\` of the module \`${type.symbol.name}\``,
        "give the module a function that assigns it",
      );
      break;
    case "namespace":
    case "typename":
      notAssignable(
        at,
        target,
        `\`${at.context.text(target)}\``,
        "only variables, fields and elements are assigned",
      );
      break;
    default:
      place = reportNoField(at, target, type);
  }
  at.types[target.id] = place;
  const path = pathOf(target, at.isBareField);
  storeIn(at, stmt, target, place, path === null ? place : at.narrowed(path, place));
}

function assignIndex(at: Inference, stmt: AssignStmt, target: Index): void {
  let type = at.infer(target.object, null);
  if (type.kind === "nullable") {
    warnUnchecked(at, target.object, { start: target.object.end, end: target.end }, type, "[…]");
    type = type.inner;
  }
  const index = at.infer(target.index, type.kind === "map" ? type.key : null);
  const place = elementPlace(at, target, type, index);
  at.types[target.id] = place;
  storeIn(at, stmt, target, place, place);
}

function elementPlace(at: Inference, target: Index, type: Type, index: Type): Type {
  switch (type.kind) {
    case "any":
    case "never":
      return type;
    case "map":
      at.storeInferred(target.index, index, type.key, "type/index");
      return type.value;
    case "list":
      if (index === RANGE) {
        notAssignable(at, target, "a slice", "a slice is a copy: assign the elements one by one");
        return ERROR;
      }
      if (index !== INT && index.kind !== "any" && index.kind !== "never") {
        reportMismatch(at.context, target.index, index, INT, "type/index");
      }
      return type.element;
  }
  if (type === STR) {
    notAssignable(at, target, "a character of a text", "texts never change: build a new one");
    return ERROR;
  }
  if (type === NULL) {
    reportNull(at.context, target.object, type, "`null` cannot be indexed");
    return ERROR;
  }
  if (type.kind === "tuple") {
    notAssignable(at, target, "an element of a tuple", TUPLES_STAY);
    return ERROR;
  }
  if (type.kind === "param") {
    return at.error(
      "type/opaque",
      target.object,
      `a value of the type parameter \`${type.name}\` cannot be indexed`,
      {
        label: `nothing is known of \`${type.name}\``,
        help: [`declare it as \`List<${type.name}>\``],
      },
    );
  }
  return at.error("type/not-indexable", target.object, `\`${printType(type)}\` cannot be indexed`, {
    label: `this is ${withArticle(type)}`,
    help: ["only List and Map take elements"],
  });
}
