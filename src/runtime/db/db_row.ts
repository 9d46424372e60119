/** `DbRow`: data.md 3.3. A map by column name, with the types of its columns. */
import { encodeJson } from "../json/encode.ts";
import { defineKind } from "../operations/kind.ts";
import { display } from "../operations/display.ts";
import { typeName } from "../operations/type_name.ts";
import { Decimal, decimalFromInt, decimalToFloat } from "../values/decimal.ts";
import { boxFloat, isFloat, isInt } from "../values/float.ts";
import { FitzMap } from "../values/map.ts";
import { Err, Ok, type Result } from "../values/result.ts";
import { columnDecoder } from "./column_values.ts";
import type { StatementResult } from "./driver.ts";
import { Oid } from "./oid.ts";

export class DbRow extends FitzMap {
  /** Types by column name, shared by all rows of a result. */
  types: ReadonlyMap<string, number> = new Map();

  value(name: string): Result {
    const value = this.get(name);
    return value === undefined ? new Err(this.#missing(name)) : new Ok(value);
  }

  /** @param convert gives undefined for a value of another kind */
  #typed(name: string, wanted: string, convert: (value: unknown) => unknown): Result {
    const value = this.get(name);
    if (value === undefined) return new Err(this.#missing(name));
    if (value === null) return new Err(`column "${name}" is NULL`);
    const found = convert(value);
    return found === undefined
      ? new Err(`column "${name}" holds ${typeName(value)}, not ${wanted}`)
      : new Ok(found);
  }

  int(name: string): Result {
    return this.#typed(name, "Int", (value) => isInt(value) && !this.#isJson(name) ? value : undefined);
  }

  float(name: string): Result {
    return this.#typed(name, "Float", (value) => {
      if (this.#isJson(name)) return undefined;
      return value instanceof Decimal ? boxFloat(decimalToFloat(value)) : isFloat(value) ? value : undefined;
    });
  }

  str(name: string): Result {
    return this.#typed(name, "Str", (value) => {
      if (this.#isJson(name)) return encodeJson(value);
      return typeof value === "string" ? value : undefined;
    });
  }

  bool(name: string): Result {
    return this.#typed(
      name,
      "Bool",
      (value) => typeof value === "boolean" && !this.#isJson(name) ? value : undefined,
    );
  }

  decimal(name: string): Result {
    return this.#typed(name, "Decimal", (value) => {
      if (this.#isJson(name)) return undefined;
      return value instanceof Decimal ? value : isInt(value) ? decimalFromInt(value) : undefined;
    });
  }

  bytes(name: string): Result {
    return this.#typed(name, "Bytes", (value) => value instanceof Uint8Array ? value : undefined);
  }

  #isJson(name: string): boolean {
    const type = this.types.get(name);
    return type === Oid.json || type === Oid.jsonb;
  }

  #missing(name: string): string {
    return `the row has no column "${name}"; it has ${
      [...this.keys()].map((key) => `"${display(key)}"`).join(", ")
    }`;
  }
}

/** The rows of a result; of two columns with one name the last wins. @throws DatabaseFault of kind `decode` */
export function rowsOf({ columns, rows }: StatementResult): DbRow[] {
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const decoders = columns.map(columnDecoder);
  return rows.map((texts) => {
    const row = new DbRow();
    row.types = types;
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i];
      row.set(columns[i].name, text === null ? null : decoders[i](text));
    }
    return row;
  });
}

defineKind(DbRow, { name: "DbRow", display });
