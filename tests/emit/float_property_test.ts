/** Floats with a static type are bare doubles, elsewhere integral ones are boxed: random programs must not tell the difference from the same programs through `Any`. */
import assert from "node:assert/strict";
import { randomOf } from "./random.ts";
import { runText } from "./run_text.ts";

type Random = (limit: number) => number;

const FLOATS = ["0.0", "1.0", "2.0", "2.5", "-0.5", "-3.0", "1e16", "0.1"];

/** An expression that is a Float in both programs. */
function float(random: Random, depth: number): string {
  const inner = () => float(random, depth - 1);
  if (depth === 0) return ["x", "y", "p.v", FLOATS[random(FLOATS.length)]][random(4)];
  switch (random(16)) {
    case 0:
      return `(${inner()} + ${inner()})`;
    case 1:
      return `(${inner()} - ${inner()})`;
    case 2:
      return `(${inner()} * ${inner()})`;
    case 3:
      return `(${inner()} / ${inner()})`;
    case 4:
      return `(${inner()} % ${inner()})`;
    case 5:
      return `(if ${inner()} < ${inner()} { ${inner()} } else { ${inner()} })`;
    case 6:
      return `[${inner()}, ${inner()}][${random(2)}]`;
    case 7:
      return `(${inner()}, 1, ${inner()}).${random(2) * 2}`;
    case 8:
      return `(match ${inner()} { 1.0 => ${inner()}, q => q + ${inner()} })`;
    case 9:
      return `Ok(${inner()}).unwrap_or(0.5)`;
    case 10:
      return `{"k": ${inner()}}["k"]`;
    case 11:
      return `half(${inner()})`;
    case 12:
      return `(fn(z) => z + ${inner()})(${inner()})`;
    case 13:
      return `(loop { break ${inner()} })`;
    case 14:
      return `([w for w in [${inner()}, ${inner()}]][0] + (n * ${inner()}))`;
    default:
      return `(-(${inner()}))`;
  }
}

/** Statements that show and change the variables. */
function body(random: Random): string {
  let text = "";
  for (let i = 0; i < 6; i++) {
    const value = float(random, 2);
    switch (random(9)) {
      case 0:
        text += `    x = ${value}\n`;
        break;
      case 1:
        text += `    y ${["+=", "-=", "*="][random(3)]} ${value}\n`;
        break;
      case 2:
        text += `    p.v = ${value}\n`;
        break;
      case 3:
        text += `    let t${i} = ${value}\n    print([t${i}, x], "{t${i}}", {"t": t${i}})\n`;
        break;
      case 4:
        text += `    for e in [x, ${value}] { y = e }\n`;
        break;
      case 5:
        text += `    print(${value} == ${
          float(random, 1)
        }, x < ${value}, (x, ${value}), P { v: ${value} })\n`;
        break;
      case 6:
        text += `    let (a${i}, b${i}) = (${value}, ${
          float(random, 1)
        })\n    x = b${i}\n    print(a${i}, b${i})\n`;
        break;
      case 7:
        text +=
          `    p.list.push(${value})\n    p.list[0] = x\n    p.m = if ${value} > 1.0 { x } else { null }\n`;
        break;
      default:
        text +=
          `    let f${i} = fn() => x + ${value}\n    x = x * 1.5\n    print(f${i}(), p.m ?? y, half(x))\n`;
    }
  }
  return text;
}

function program(statements: string, kind: "typed" | "any"): string {
  const [float, int, owner, list, result] = kind === "typed"
    ? [": Float", ": Int", ": P", "List<Float>", " -> Float"]
    : ["", "", "", "List", ""];
  const field = kind === "typed" ? "Float" : "Any";
  return `type P { v: ${field}, list: ${list} = [1.0], m: ${field === "Any" ? "Any" : "Float?"} = null }\n` +
    `fn half(x${float})${result} => x / 2.0\n` +
    `fn run(x${float}, y${float}, n${int}, p${owner}) {\n${statements}    print(x, y, n, p, p.list)\n    return x + y\n}\n` +
    `print(run(2.0, 0.5, 3, P { v: 4.0 }))\n`;
}

async function outcome(text: string): Promise<string> {
  const { out, err } = await runText(text);
  return out + err.split("\n")[0];
}

Deno.test("static Floats behave as Floats behind Any", async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const statements = body(randomOf(seed * 104729));
    const typed = await outcome(program(statements, "typed"));
    const any = await outcome(program(statements, "any"));
    assert.equal(typed, any, `seed ${seed}\n${program(statements, "typed")}`);
  }
});
