/** The `config` functions: public configuration from the environment. */
import { fail } from "../../src/runtime/failures/failure.ts";
import { variable } from "../../src/runtime/host/environment.ts";
import { canonicalInt, fitsInt, type Int } from "../../src/runtime/operations/int.ts";
import { boxFloat, type FloatBox, unboxFloat } from "../../src/runtime/values/float.ts";

function notSet(key: string): never {
  return fail("run/bad-argument", `config \`${key}\` is not set`, [
    `set the environment variable \`${key}\``,
  ]);
}

/** The trimmed text of a variable; undefined when it is unset or empty. */
function textOf(key: string): string | undefined {
  return variable(key)?.trim() || undefined;
}

function malformed(key: string, type: string, text: string): never {
  return fail("run/bad-argument", `config \`${key}\`: expected ${type}, received '${text}'`);
}

function config(key: string, otherwise?: string): string {
  return variable(key) ?? otherwise ?? notSet(key);
}

function configInt(key: string, otherwise?: Int): Int {
  const text = textOf(key);
  if (text === undefined) return otherwise ?? notSet(key);
  const value = /^[+-]?[0-9]+$/.test(text) ? BigInt(text.replace(/^\+/, "")) : undefined;
  return value !== undefined && fitsInt(value) ? canonicalInt(value) : malformed(key, "Int", text);
}

function configFloat(key: string, otherwise?: number | bigint | FloatBox): number | FloatBox {
  const text = textOf(key);
  if (text === undefined) return boxFloat(unboxFloat(otherwise ?? notSet(key)));
  const value = /^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? boxFloat(value) : malformed(key, "Float", text);
}

function configBool(key: string, otherwise?: boolean): boolean {
  const text = textOf(key);
  if (text === undefined) return otherwise ?? notSet(key);
  if (/^(?:true|1|yes|on)$/i.test(text)) return true;
  return /^(?:false|0|no|off)$/i.test(text) ? false : malformed(key, "Bool", text);
}

function configList(key: string, otherwise?: unknown[]): unknown[] {
  const text = textOf(key);
  if (text === undefined) return otherwise ?? notSet(key);
  return text.split(",").map((item) => item.trim()).filter((item) => item !== "");
}

export const implementations = {
  "config": config,
  "config_int": configInt,
  "config_float": configFloat,
  "config_bool": configBool,
  "config_list": configList,
};
