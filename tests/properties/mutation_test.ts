/**
 * Programs broken at random: the compiler never throws, never hangs, and every span lies inside its file. `MUTATIONS` sets how many (default 20000),
 * `SEED` where the sequence begins.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { renderDiagnostics } from "../../src/diagnostics/render.ts";
import { checkTarget } from "../../src/project/compile.ts";
import { denoFileSystem } from "../../src/project/deno_file_system.ts";
import type { Target } from "../../src/project/target.ts";
import { root } from "../harness/fitz.ts";

const MOST_MILLISECONDS = 2000;
const LONGEST_SOURCE = 4000;

// Pieces that turn up at random places: every kind of bracket, keyword, operator and literal, and things no program has.
const PIECES = [
  ..."(){}[]<>,.;:?!@#$&|^~\\'\"`=+-*/%_ \n\t\0",
  ..."fn type enum let if else while for in loop match return break continue import from as and or not async await true false null self pub static xor"
    .split(" "),
  ...'-> => .. ..= ... ?. ?? == != <= >= << >> += //  /* */ /// """ b" { } @get("/x") @test Ok(1) Err( 0x 1e999 9223372036854775808 1_0 1..2 漢 😀 \ud800 \u202e'
    .split(" "),
];

Deno.test("mutated programs give diagnostics, not crashes", () => {
  const random = generator(Number(Deno.env.get("SEED") ?? 20261120));
  const sources = inputs();
  assert.ok(sources.length > 50, `only ${sources.length} sources to mutate`);
  const count = Number(Deno.env.get("MUTATIONS") ?? 20000);
  for (let i = 0; i < count; i++) {
    const text = mutate(sources[Math.floor(random() * sources.length)]!, sources, random);
    tryOut(text, i);
  }
});

function tryOut(text: string, i: number): void {
  const target: Target = {
    entry: "/nowhere/main.fitz",
    name: "main",
    source: new TextEncoder().encode(text),
    isSingleFile: true,
    base: "/nowhere",
    package: null,
    packages: [],
    diagnostics: [],
  };
  const started = performance.now();
  try {
    const { diagnostics } = checkTarget(target, denoFileSystem);
    for (const { span, labels, code, fixes } of diagnostics) {
      for (
        const place of [
          span,
          ...labels.map((label) => label.span),
          ...fixes.flatMap((fix) => fix.edits.map((edit) => edit.span)),
        ]
      ) {
        const { start, end, file } = place;
        assert.ok(
          Number.isInteger(start) && start >= 0 && start <= end && end <= file.text.length,
          `${code}: span ${start}-${end} of ${file.text.length}`,
        );
      }
    }
    renderDiagnostics(diagnostics);
  } catch (error) {
    throw new Error(`mutation ${i} fails on this program:\n${text}\n${(error as Error).stack}`);
  }
  const took = performance.now() - started;
  assert.ok(took < MOST_MILLISECONDS, `mutation ${i} took ${took} ms:\n${text}`);
}

function mutate(source: string, sources: readonly string[], random: () => number): string {
  let text = source;
  const place = () => Math.floor(random() * (text.length + 1));
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const at = place();
    const length = Math.floor(random() * 12);
    switch (Math.floor(random() * 6)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 1:
        text = text.slice(0, at) + PIECES[Math.floor(random() * PIECES.length)] + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + PIECES[Math.floor(random() * PIECES.length)] + text.slice(at + length);
        break;
      case 3: {
        const from = place();
        text = text.slice(0, at) + text.slice(from, from + length * 4) + text.slice(at);
        break;
      }
      case 4: {
        const other = sources[Math.floor(random() * sources.length)]!;
        const from = Math.floor(random() * other.length);
        text = text.slice(0, at) + other.slice(from, from + length * 8) + text.slice(at);
        break;
      }
      default:
        text = text.slice(0, at);
    }
  }
  return text;
}

/** The sources of all fixtures and of the standard library. */
function inputs(): string[] {
  const out: string[] = [];
  const walk = (folder: string) => {
    for (const entry of Deno.readDirSync(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory) walk(path);
      else if (entry.name.endsWith(".fitz") && Deno.statSync(path).size <= LONGEST_SOURCE) {
        out.push(Deno.readTextFileSync(path));
      }
    }
  };
  walk(join(root, "tests/fixtures"));
  walk(join(root, "examples"));
  return out.sort();
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
