import assert from "node:assert/strict";
import { parseEnvFile } from "../../src/runtime/host/env_file.ts";
import { display, displayNested } from "../../src/runtime/operations/display.ts";
import { equals } from "../../src/runtime/operations/equals.ts";
import { format, formatSpec } from "../../src/runtime/text/format.ts";
import { boxFloat } from "../../src/runtime/values/float.ts";
import { Secret } from "../../src/runtime/values/secret.ts";
import { implementations as env } from "../../stdlib/env/env.ts";
import { implementations as secret } from "../../stdlib/secret/secret.ts";
import { checkTable, fakeHost } from "./table.ts";

const library: Record<string, any> = { ...env, ...secret };

Deno.test("env", () => {
  fakeHost({ B: "", A: "1" });
  checkTable(library, [
    ["env", ["A"], 'Ok("1")'],
    ["env.get", ["B"], 'Ok("")'],
    ["env", ["K"], 'Err("environment variable `K` is not set")'],
    ["env", [""], 'Err("environment variable `` is not set")'],
    ["env.has", ["B"], "true"],
    ["env.has", ["K"], "false"],
    ["env.all", [], '{"A": "1", "B": ""}'],
    ["env_or", ["A", "d"], '"1"'],
    ["env_or", ["B", "d"], '""'],
    ["env_or", ["K", "d"], '"d"'],
  ]);
});

Deno.test("config", () => {
  fakeHost({
    PORT: " 8080 ",
    BAD: "eighty",
    EMPTY: "",
    BLANK: "  ",
    HUGE: "9223372036854775808",
    RATE: "1.5e2",
    ON: "YES",
    OFF: "off",
    LIST: "a, b,,c ",
    TEXT: " x ",
  });
  checkTable(library, [
    ["config", ["TEXT"], '" x "'],
    ["config", ["EMPTY", "d"], '""'],
    ["config", ["NONE", "d"], '"d"'],
    ["config", ["NONE"], "run/bad-argument: config `NONE` is not set"],
    ["config_int", ["PORT"], "8080"],
    ["config_int", ["NONE", 3000], "3000"],
    ["config_int", ["EMPTY", 3000], "3000"],
    ["config_int", ["BLANK"], "run/bad-argument: config `BLANK` is not set"],
    ["config_int", ["BAD", 1], "run/bad-argument: config `BAD`: expected Int, received 'eighty'"],
    ["config_int", ["HUGE"], "run/bad-argument: config `HUGE`: expected Int, received '9223372036854775808'"],
    ["config_float", ["RATE"], "150.0"],
    ["config_float", ["PORT"], "8080.0"],
    ["config_float", ["NONE", boxFloat(2)], "2.0"],
    ["config_float", ["NONE", 2], "2.0"],
    ["config_float", ["NONE"], "run/bad-argument: config `NONE` is not set"],
    ["config_float", ["BAD"], "run/bad-argument: config `BAD`: expected Float, received 'eighty'"],
    ["config_bool", ["ON"], "true"],
    ["config_bool", ["OFF", true], "false"],
    ["config_bool", ["EMPTY", false], "false"],
    ["config_bool", ["BAD"], "run/bad-argument: config `BAD`: expected Bool, received 'eighty'"],
    ["config_list", ["LIST"], '["a", "b", "c"]'],
    ["config_list", ["NONE", ["d"]], '["d"]'],
    ["config_list", ["NONE"], "run/bad-argument: config `NONE` is not set"],
  ]);
});

Deno.test("secret", () => {
  const directory = Deno.makeTempDirSync();
  try {
    Deno.writeTextFileSync(`${directory}/key`, "from file\n\n");
    fakeHost({ KEY: "k", EMPTY: "", FILED_FILE: `${directory}/key`, LOST_FILE: "/no/such/file" });
    const exposed = (key: string, ...rest: string[]) => library["secret"](key, ...rest).expose();
    assert.equal(exposed("KEY"), "k");
    assert.equal(exposed("EMPTY", "d"), "");
    assert.equal(exposed("FILED", "d"), "from file\n");
    assert.equal(exposed("NONE", "d"), "d");
    checkTable(library, [
      ["secret", ["NONE"], "run/secret: secret `NONE` is not set"],
      [
        "secret",
        ["LOST", "d"],
        "run/secret: secret `LOST`: cannot read `/no/such/file`: no such file or directory",
      ],
    ]);
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});

Deno.test("Secret hides its value everywhere", () => {
  const key = new Secret("hunter2");
  assert.equal(display(key), "***");
  assert.equal(displayNested([key, new Secret([1])]), "[***, ***]");
  assert.equal(format(key, formatSpec(">5")), "  ***");
  assert.equal(`${key} ${JSON.stringify({ key })}`, '*** {"key":"***"}');
  assert.ok(!Deno.inspect(key).includes("hunter2"));
  assert.ok(equals(key, new Secret("hunter2")));
  assert.ok(
    !equals(key, new Secret("hunter3")) && !equals(key, new Secret("hunter")) && !equals(key, "hunter2"),
  );
  assert.ok(equals(new Secret(1), new Secret(boxFloat(1))));
  checkTable(library, [
    ["Secret.of", [42], "***"],
    ["Secret.expose", [key], '"hunter2"'],
    ["Secret.is_empty", [key], "false"],
    ["Secret.is_empty", [new Secret("")], "true"],
    ["Secret.is_empty", [new Secret([])], "true"],
    ["Secret.map", [key, (text: string) => text.length], "***"],
  ]);
  assert.equal(library["Secret.map"](key, (text: string) => text.length).expose(), 7);
});

Deno.test(".env files: the dialect", () => {
  const text = [
    "\uFEFF# comment",
    "",
    "  # another",
    "A=1",
    "export B = two words ",
    "C='single'",
    'D="double"',
    "E=a=b=c",
    "F=",
    "G=value # no comment",
    'H="first',
    '  second" ',
    "I='it\"s'",
    'J="',
    '"',
    "K=$A\\n",
    'L="a "b" c"',
    "export\tM=x",
  ].join("\r\n");
  assert.deepEqual(parseEnvFile(text, ".env"), {
    entries: [
      ["A", "1"],
      ["B", "two words"],
      ["C", "single"],
      ["D", "double"],
      ["E", "a=b=c"],
      ["F", ""],
      ["G", "value # no comment"],
      ["H", "first\n  second"],
      ["I", 'it"s'],
      ["J", "\n"],
      ["K", "$A\\n"],
      ["L", 'a "b" c'],
      ["M", "x"],
    ],
  });
  const bad: [string, string][] = [
    ["A=1\nnonsense", "p:2: expected KEY=VALUE"],
    ["=1", "p:1: expected a name before `=`"],
    ["A B=1", "p:1: `A B` is not a name"],
    ['A=1\n\nB="open\nmore', "p:3: a quote without its end"],
  ];
  for (const [source, problem] of bad) assert.deepEqual(parseEnvFile(source, "p"), { problem });
});

Deno.test("load_env replaces, and sets nothing when a line is bad", () => {
  const directory = Deno.makeTempDirSync();
  try {
    const { variables } = fakeHost({ A: "old" });
    Deno.writeTextFileSync(`${directory}/good`, "A=new\nB=2\n");
    Deno.writeTextFileSync(`${directory}/bad`, "A=newer\noops\n");
    checkTable(library, [
      ["load_env", [`${directory}/good`], "Ok(null)"],
      ["load_env", [`${directory}/bad`], `Err("${directory}/bad:2: expected KEY=VALUE")`],
      [
        "load_env",
        [`${directory}/none`],
        `Err("cannot read \`${directory}/none\`: no such file or directory")`,
      ],
    ]);
    assert.deepEqual(variables, { A: "new", B: "2" });
  } finally {
    Deno.removeSync(directory, { recursive: true });
  }
});
