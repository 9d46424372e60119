import assert from "node:assert/strict";
import { parseLogFilter, passes } from "../../src/runtime/log/filter.ts";
import { logRecord, setTraceIds } from "../../src/runtime/log/log_record.ts";
import { mapFromEntries } from "../../src/runtime/operations/map_key.ts";
import { decimalParse } from "../../src/runtime/values/decimal.ts";
import { EnumValue } from "../../src/runtime/values/enum_value.ts";
import { boxFloat } from "../../src/runtime/values/float.ts";
import { Instance } from "../../src/runtime/values/instance.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";
import { Secret } from "../../src/runtime/values/secret.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";
import { implementations } from "../../stdlib/log/log.ts";
import { fakeHost } from "./table.ts";

const log: Record<string, any> = implementations;
const fields = (record: Record<string, unknown>) => mapFromEntries(Object.entries(record));
const START = '{"timestamp":"2026-03-09T10:00:00.123Z","level":"INFO","msg":"m"';

/** The line that one record with one field gives, from the field on. */
function jsonOf(value: unknown): string {
  const { written } = fakeHost();
  log["log.info"]("m", fields({ v: value }));
  assert.equal(written.length, 1);
  assert.ok(written[0].startsWith(START + ',"v":') && written[0].endsWith("}\n"), written[0]);
  return written[0].slice(START.length + 5, -2);
}

class Account extends Instance {
  constructor(public id: number, public rate: number, public pin: string, public key: string) {
    super();
  }
}
const plain = { isFloat: false, isPrivate: false, isHidden: false, accept: (value: unknown) => value };
Object.defineProperty(Account.prototype, "info", {
  value: {
    name: "Account",
    methods: {},
    fields: [
      { ...plain, name: "id", property: "id" },
      { ...plain, name: "rate", property: "rate", isFloat: true },
      { ...plain, name: "pin", property: "pin", isHidden: true },
      { ...plain, name: "_key", property: "key", isPrivate: true },
    ],
  },
});
const STATE = {
  name: "State",
  variants: [{ name: "Draft", payload: [] }, { name: "Failed", payload: ["code"] }],
};

Deno.test("log: values in JSON", () => {
  const deep = (levels: number): unknown => levels === 0 ? 1 : [deep(levels - 1)];
  const rows: [unknown, string][] = [
    ['a"b\n', '"a\\"b\\n"'],
    [7, "7"],
    [9223372036854775807n, "9223372036854775807"],
    [boxFloat(5), "5.0"],
    [19.9, "19.9"],
    [NaN, '"NaN"'],
    [-Infinity, '"-inf"'],
    [true, "true"],
    [null, "null"],
    [decimalParse("19.90"), '"19.90"'],
    [[1, "x", null], '[1,"x",null]'],
    [new Tuple([1, 2]), "[1,2]"],
    [fields({ a: 1, b: [] }), '{"a":1,"b":[]}'],
    [mapFromEntries([[1, "x"]]), '"{1: \\"x\\"}"'],
    [new Ok(1), '{"Ok":1}'],
    [new Err("x"), '{"Err":"x"}'],
    [new EnumValue(STATE, 0, []), '"Draft"'],
    [new EnumValue(STATE, 1, [4]), '{"type":"Failed","code":4}'],
    [new Account(1, 2, "0000", "k"), '{"id":1,"rate":2.0}'],
    [new Secret("hunter2"), '"***"'],
    [[new Secret("hunter2")], '["***"]'],
    [new Uint8Array([1, 2]), '"AQI="'],
    [() => 1, '"<function>"'],
    ["x".repeat(9000), `"${"x".repeat(8192)}…"`],
    ["é".repeat(5000), `"${"é".repeat(4096)}…"`],
    [deep(10), "[".repeat(10) + "1" + "]".repeat(10)],
    [deep(11), "[".repeat(10) + '"…"' + "]".repeat(10)],
  ];
  for (const [value, expected] of rows) assert.equal(jsonOf(value), expected);
  const inside: unknown[] = [];
  inside.push(inside);
  assert.equal(jsonOf(inside), "[".repeat(10) + '"…"' + "]".repeat(10));
});

Deno.test("log: order of fields, loggers, trace", () => {
  const { written } = fakeHost();
  const audit = log["log.with"](fields({ component: "audit", shop: 4 }));
  log["Logger.warn"](audit, "m", fields({ sku: "A", shop: 5 }));
  log["Logger.error"](log["Logger.with"](audit, fields({ user: 1 })), "m");
  log["log.info"]("m", fields({ level: "x", id: 1, trace_id: 2 }));
  log["log.debug"]("m");
  log["log.info"]("m", []);
  setTraceIds(() => ({ traceId: "t".repeat(32), spanId: "s".repeat(16) }));
  log["log.info"]("m", fields({ id: 1 }));
  setTraceIds(() => null);
  const head = (level: string) => START.replace("INFO", level);
  assert.deepEqual(written, [
    `${head("WARN")},"component":"audit","sku":"A","shop":5}\n`,
    `${head("ERROR")},"component":"audit","shop":4,"user":1}\n`,
    `${START},"id":1}\n`,
    `${START}}\n`,
    `${START},"trace_id":"${"t".repeat(32)}","span_id":"${"s".repeat(16)}","id":1}\n`,
  ]);
});

Deno.test("log: pretty lines", () => {
  const { written } = fakeHost({ FITZ_LOG_FORMAT: "pretty" });
  log["log.info"](
    "order.paid",
    fields({ id: 7, name: "x y", word: "z", q: 'a"b', n: "1\n2", e: "", f: boxFloat(2) }),
  );
  log["log.warn"]("two\nlines\x1b[31m", fields({ list: [1, "a"], who: new Account(1, 2, "0", "k") }));
  assert.deepEqual(written, [
    '2026-03-09T10:00:00.123Z INFO order.paid id=7 name="x y" word=z q="a\\"b" n="1\\n2" e="" f=2.0\n',
    "2026-03-09T10:00:00.123Z WARN two\\nlines\\x1b[31m " +
    'list=[1, "a"] who=Account { id: 1, rate: 2.0, pin: "0", _key: "k" }\n',
  ]);
  const terminal = fakeHost({}, { isStderrTerminal: true });
  log["log.error"]("m");
  assert.deepEqual(terminal.written, ["2026-03-09T10:00:00.123Z \x1b[31mERROR\x1b[0m m\n"]);
  const forced = fakeHost({ FITZ_LOG_FORMAT: "json" }, { isStderrTerminal: true });
  log["log.info"]("m");
  assert.deepEqual(forced.written, [`${START}}\n`]);
});

Deno.test("log: filter", () => {
  const rows: [text: string, target: string, least: string][] = [
    ["", "app", "info"],
    ["warn", "app", "warn"],
    ["DEBUG", "http", "debug"],
    ["off", "app", "none"],
    ["warn,app.billing=debug,db=debug", "app.billing", "debug"],
    ["warn,app.billing=debug,db=debug", "app.billing.invoice", "debug"],
    ["warn,app.billing=debug,db=debug", "app.billings", "warn"],
    ["warn,app.billing=debug,db=debug", "app", "warn"],
    ["warn,app.billing=debug,db=debug", "db", "debug"],
    ["app=error,app.a.b=debug", "app.a", "error"],
    ["app=error,app.a.b=debug", "app.a.b.c", "debug"],
    ["app=off", "http", "info"],
    [" app = debug , ", "app", "debug"],
  ];
  const levels = ["debug", "info", "warn", "error"] as const;
  for (const [text, target, least] of rows) {
    const filter = parseLogFilter(text);
    assert.equal(levels.find((level) => passes(filter, level, target)) ?? "none", least, `${text} ${target}`);
    assert.deepEqual(filter.invalid, []);
  }
  const filter = parseLogFilter("warn,loud,http=loud,nowhere=debug,=debug,db=error");
  assert.deepEqual(filter.invalid, ["loud", "http=loud", "nowhere=debug", "=debug"]);
  assert.equal(filter.text, "warn,db=error");
});

Deno.test("log: FITZ_LOG, set_level and level", () => {
  const { written } = fakeHost({ FITZ_LOG: "warn,loud" });
  log["log.info"]("quiet");
  assert.equal(written.length, 1);
  assert.match(written[0], /"level":"WARN","msg":"log.bad_filter","source":"FITZ_LOG","ignored":"loud"/);
  assert.equal(log["log.level"](), "warn");
  log["log.set_level"]("debug");
  log["log.debug"]("m");
  assert.equal(written.length, 2);
  assert.equal(log["log.level"](), "debug");
  log["log.set_level"]("off,http=info");
  log["log.error"]("m");
  logRecord("http", "info", "http.access", [["duration_ms", 1.5]]);
  assert.equal(written.length, 3);
  assert.match(written[2], /"msg":"http.access","duration_ms":1.5}/);
});
