import { decimalParse } from "../../src/runtime/values/decimal.ts";
import { boxFloat } from "../../src/runtime/values/float.ts";
import { implementations } from "../../stdlib/num/num.ts";
import { checkTable, type Row } from "./table.ts";

Deno.test("num: the outputs that are fixed", () => {
  const rows: [Row[0], unknown[], string][] = [
    ["num.format", [1234.5, "es-AR"], "1.234,5"],
    ["num.format", [1234567, "es-AR"], "1.234.567"],
    ["num.percent", [0.42, "es-AR", 1], "42,0 %"],
    ["num.currency", [1250, "es-AR", "ARS"], "$ 1.250,00"],
    ["num.currency", [1234.5, "es-AR", "EUR"], "€ 1.234,50"],
    ["num.format", [1234.5, "en-US"], "1,234.5"],
    ["num.format", [-9876.5, "es-AR"], "-9.876,5"],
    ["num.percent", [0.42, "en-US", 1], "42.0%"],
    ["num.currency", [1250, "en-US", "USD"], "$1,250.00"],
    ["num.currency", [5, "en-US", "JPY"], "¥5"],
    ...["ARS", "USD", "MXN", "CAD", "AUD", "COP"].map((code): [string, unknown[], string] => [
      "num.currency",
      [-5, "en-US", code],
      "-$5.00",
    ]),
    ["num.currency", [5, "en-US", "CLP"], "$5"],
    ["num.currency", [5, "en-US", "GBP"], "£5.00"],
    ["num.currency", [5, "en-US", "BRL"], "R$5.00"],
    ["num.currency", [5, "en-US", "CHF"], "CHF 5.00"],
    ["num.currency", [-1234.5, "es-AR", "BRL"], "-R$ 1.234,50"],
    ["num.currency", [-1234.5, "es-AR", "usd"], "-$ 1.234,50"],
    ["num.percent", [5, "en-US"], "500%"],
    ["num.percent", [-0.256, "es-AR"], "-26 %"],
    ["num.format", [999, "en-US"], "999"],
    ["num.format", [1000, "es-AR"], "1.000"],
    ["num.format", [boxFloat(2), "en-US"], "2.0"],
    ["num.format", [1.5e-7, "en-US"], "0.00000015"],
    ["num.format", [boxFloat(1e22), "en-US"], "10,000,000,000,000,000,000,000"],
    ["num.format", [9223372036854775807n, "en-US"], "9,223,372,036,854,775,807"],
    ["num.format", [decimalParse("-1234567.890"), "es-AR"], "-1.234.567,890"],
    ["num.format", [2.5, "en-US", 0], "3"],
    ["num.format", [-2.5, "en-US", 0], "-3"],
    ["num.format", [decimalParse("0.125"), "en-US", 2], "0.13"],
    ["num.format", [7, "en-US", 3], "7.000"],
    ["num.format", [NaN, "es-AR"], "NaN"],
    ["num.format", [-Infinity, "es-AR"], "-inf"],
    ["num.format", [1234.5, "zz-ZZ"], "1,234.5"],
    ["num.format", [1234.5, "not a locale"], "1,234.5"],
    ["num.currency", [1234.5, "zz", "EUR"], "€1,234.50"],
  ];
  checkTable(implementations, rows.map(([key, args, text]): Row => [key, args, JSON.stringify(text)]));
});

Deno.test("num: other locales follow the host, with ordinary spaces", () => {
  const rows: [Row[0], unknown[], string][] = [
    ["num.format", [12345678.25, "de-DE"], "12.345.678,25"],
    ["num.format", [12345678.25, "fr-FR"], "12 345 678,25"],
    ["num.format", [12345678.25, "en-IN"], "1,23,45,678.25"],
    ["num.currency", [-1234.5, "de-DE", "EUR"], "-1.234,50 €"],
    ["num.currency", [1234.5, "pt-BR", "BRL"], "R$ 1.234,50"],
    ["num.percent", [0.5, "de-DE"], "50 %"],
  ];
  checkTable(implementations, rows.map(([key, args, text]): Row => [key, args, JSON.stringify(text)]));
});

Deno.test("num: errors", () => {
  checkTable(implementations, [
    ["num.format", [1, "en-US", -2], "run/bad-argument: digits are -1 to 100, got -2"],
    ["num.percent", [1, "en-US", 101], "run/bad-argument: digits are 0 to 100, got 101"],
    ["num.currency", [1, "en-US", "EURO"], "run/bad-argument: `EURO` is not the code of a currency"],
    ["num.format", ["1", "en-US"], "run/type: expected `Int, Float or Decimal`, found `Str`"],
  ]);
});
