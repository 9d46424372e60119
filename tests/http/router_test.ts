/** Generated routers against the rule of web.md 4.2, written down plainly. */
import assert from "node:assert/strict";
import { routerFunction } from "../../src/emit/js/http/router.ts";

type Router = (x: unknown, path: string) => string | undefined;

/** A router whose routes tell their template and the texts of its parameters. */
function build(templates: readonly string[], automatic = "undefined"): Router {
  const targets = templates.map((path, i) =>
    `const t${i} = (x, ...texts) => ${JSON.stringify(path)} + " " + texts.join(",");`
  );
  const entries = templates.map((path, i) => ({ path, target: `t${i}` }));
  return new Function(`${targets.join("\n")}\n${routerFunction("find", entries, automatic)}\nreturn find;`)();
}

/** Among the templates that match, the one that is literal first where two differ. */
function reference(templates: readonly string[], path: string): string | undefined {
  const segments = path.split("/").slice(1);
  const matching = templates.filter((template) => {
    const parts = template.split("/").slice(1);
    return parts.length === segments.length &&
      parts.every((part, i) => part.startsWith("{") ? segments[i] !== "" : part === segments[i]);
  });
  const rank = (template: string) =>
    template.split("/").slice(1).map((part) => part.startsWith("{") ? "1" : "0").join("");
  const [best] = matching.sort((a, b) => rank(a) < rank(b) ? -1 : 1);
  if (best === undefined) return undefined;
  const texts = best.split("/").slice(1).flatMap((part, i) => part.startsWith("{") ? [segments[i]] : []);
  return `${best} ${texts.join(",")}`;
}

Deno.test("router: literal beats parameter, segment by segment, with another try behind it", () => {
  const find = build(["/a/{x}", "/a/me", "/a/{x}/c", "/{y}/b/d", "/", "/{z}"]);
  assert.equal(find(0, "/a/me"), "/a/me ");
  assert.equal(find(0, "/a/7"), "/a/{x} 7");
  assert.equal(find(0, "/a/b/d"), "/{y}/b/d a");
  assert.equal(find(0, "/a/b/c"), "/a/{x}/c b");
  assert.equal(find(0, "/"), "/ ");
  for (const path of ["/a/", "/a//c", "//b/d", "/a/b/c/d", "/a/7/"]) {
    assert.equal(find(0, path), undefined, path);
  }
});

Deno.test("router: paths of the server come before a leading parameter", () => {
  const find = build(["/{code}", "/x"], `path === "/docs" ? "docs" : undefined`.replace("path", "$$$$path"));
  assert.equal(find(0, "/docs"), "docs");
  assert.equal(find(0, "/docx"), "/{code} docx");
  assert.equal(find(0, "/x"), "/x ");
});

Deno.test("router: agrees with the reference on random templates and paths", () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
  const words = ["a", "ab", "b", "me", "é", "a.b"];
  for (let round = 0; round < 300; round++) {
    const shapes = new Map<string, string>();
    for (let i = 0; i < 1 + random(14); i++) {
      const parts = Array.from(
        { length: 1 + random(4) },
        (_, at) => random(3) === 0 ? `{p${at}}` : words[random(words.length)],
      );
      const path = `/${parts.join("/")}`;
      shapes.set(path.replace(/\{.*?\}/g, "{}"), path);
    }
    const templates = [...shapes.values()];
    const find = build(templates);
    for (let i = 0; i < 60; i++) {
      const path = `/${
        Array.from({ length: 1 + random(4) }, () => [...words, "", "zz"][random(words.length + 2)]).join("/")
      }`;
      assert.equal(find(0, path), reference(templates, path), `${path} in ${templates.join(" ")}`);
    }
  }
});
