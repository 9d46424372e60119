/** Inlined Int arithmetic against the same arithmetic through `Any`, on random programs: fast paths and range analysis must not change what a program does. */
import assert from "node:assert/strict";
import { randomOf } from "./random.ts";
import { runText } from "./run_text.ts";

const VALUES = [
  "0",
  "1",
  "2",
  "3",
  "7",
  "10",
  "-1",
  "-2",
  "-7",
  "255",
  "2147483647",
  "-2147483648",
  "2147483648",
  "4503599627370496",
  "9007199254740991",
  "-9007199254740991",
  "9007199254740992",
  "9223372036854775807",
  "-9223372036854775807",
  "3037000499",
];
const OPERATORS = ["+", "-", "*", "/", "%", "&", "|", "^"];

/** A random expression over the variables `a`, `b`, `c`. */
function expression(random: (limit: number) => number, depth: number): string {
  const kind = random(10);
  if (depth === 0 || kind < 2) return ["a", "b", "c", VALUES[random(VALUES.length)]][random(4)];
  if (kind === 4) {
    return `(if ${expression(random, depth - 1)} % ${
      expression(random, depth - 1)
    } == 0 { b } else { c - 1 })`;
  }
  if (kind === 2) return `-(${expression(random, depth - 1)})`;
  if (kind === 3) {
    return `(if ${expression(random, depth - 1)} < ${expression(random, depth - 1)} { a } else { b + 1 })`;
  }
  return `(${expression(random, depth - 1)} ${OPERATORS[random(OPERATORS.length)]} ${
    expression(random, depth - 1)
  })`;
}

/** A random function body: loops, branches, steps, over the same variables. */
function statements(random: (limit: number) => number, depth: number, indent: string): string {
  let text = "";
  for (let i = 0; i < 3; i++) {
    const target = ["a", "b", "c", "k"][random(4)];
    switch (random(depth > 0 ? 7 : 3)) {
      case 0:
        text += `${indent}${target} = ${expression(random, 2)}\n`;
        break;
      case 1:
        text += `${indent}${target} ${["+=", "-=", "*="][random(3)]} ${VALUES[random(9)]}\n`;
        break;
      case 2:
        text += `${indent}k += 1\n`;
        break;
      case 3:
        text += `${indent}for i in ${random(3)}..${random(9)} {\n${indent}    a += i * ${random(5)}\n` +
          `${statements(random, depth - 1, indent + "    ")}${indent}}\n`;
        break;
      case 4:
        text +=
          `${indent}if ${target} ${["<", "<=", ">", ">=", "==", "!="][random(6)]} ${
            VALUES[random(VALUES.length)]
          } {\n` +
          `${statements(random, depth - 1, indent + "    ")}${indent}} else {\n${
            statements(random, depth - 1, indent + "    ")
          }${indent}}\n`;
        break;
      case 5: {
        const counter = `w${indent.length}_${random(1000)}`;
        text +=
          `${indent}let ${counter} = ${random(4)}\n${indent}while ${counter} * ${counter} <= ${
            random(60)
          } {\n` +
          `${indent}    ${counter} += ${1 + random(3)}\n${
            statements(random, depth - 1, indent + "    ")
          }${indent}}\n`;
        break;
      }
      case 6:
        text += `${indent}if k > ${random(20)} { return ${expression(random, 1)} }\n`;
        break;
    }
  }
  return text;
}

/** The same function with static Ints and with values that are only known at run time. */
function program(body: string, kind: "typed" | "any", args: readonly string[]): string {
  const type = kind === "typed" ? ": Int" : "";
  const result = kind === "typed" ? "Int" : "Any";
  const start = kind === "typed" ? "0" : "hide(0)";
  return `fn hide(x) => x\nfn f(a${type}, b${type}, c${type}) -> ${result} {\n    let k = ${start}\n${body}    return a + b * 3 - c + k\n}\n` +
    `fn outer(n${type}) -> ${result} {\n    return f(n, ${args[1]}, n)\n}\n` +
    `print(f(${args.join(", ")}))\nprint(outer(${args[2]}))\n`;
}

/** Output and the failure without its place. */
async function outcome(text: string): Promise<string> {
  const { out, err } = await runText(text);
  return out + err.split("\n")[0];
}

Deno.test("static Ints behave as Ints behind Any", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = randomOf(seed * 7919);
    const body = statements(random, 2, "    ");
    const args = [0, 1, 2].map(() => VALUES[random(VALUES.length)]);
    const typed = await outcome(program(body, "typed", args));
    const any = await outcome(program(body, "any", args));
    assert.equal(typed, any, `seed ${seed}\n${program(body, "typed", args)}`);
  }
});
