import assert from "node:assert/strict";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import type { CatalogueData } from "../../src/catalogue/catalogue_data.ts";
import { digest } from "../../src/catalogue/digest.ts";
import { check } from "../../src/check/check.ts";
import { lintModule } from "../../src/lint/lint.ts";
import { parse } from "../../src/syntax/parse.ts";
import { signatures } from "../../stdlib/generated/signatures.ts";

/** The part of a database interface that the rule looks at, declared as the library declares it. */
const DATABASE = `
extern namespace store {
    fn connect(url: Str) -> DbConn
    fn find(db: DbConn, id: Int) -> Future<Int>
}
extern type DbConn {
    fn exec(sql: Str) -> Future<Result<Int>>
    fn primary() -> DbConn
}
`;

function findings(text: string): string[] {
  const { program: declared } = parse({ path: "store.fitz", text: DATABASE }, { declarations: true });
  const own = digest([{ text: DATABASE, program: declared }]);
  const base = signatures() as CatalogueData;
  const catalogue = new Catalogue({
    ...base,
    namespaces: { ...base.namespaces, ...own.namespaces },
    types: { ...base.types, ...own.types },
  });
  const file = { path: "main.fitz", text };
  const { program, nodeCount, comments, diagnostics } = parse(file);
  const module = {
    file,
    id: file.path,
    name: "main",
    program,
    nodeCount,
    comments,
    imports: new Map(),
    isDependency: false,
  };
  const checked = check({ modules: [module], entry: 0, diagnostics }, catalogue);
  assert.deepEqual(checked.diagnostics.filter((one) => one.severity === "error"), []);
  const role = { isEntry: true, isLibrary: false, isUsedElsewhere: () => false };
  return lintModule(checked, checked.modules[0]!, role, { catalogue })
    .map((one) => `${one.code} ${text.slice(one.span.start, one.span.end)}`);
}

Deno.test("query_in_loop: a query for every element of a for or a comprehension", () => {
  const program = `
let c = store.connect("x")
let again = c.primary()
for id in [1, 2] {
    print(store.find(c, id).await)
    print(c.exec("a").await)
    print(again.primary())
}
print([store.find(c, id).await for id in [3]])
while true {
    print(c.exec("b").await)
    break
}
for id in [store.find(c, 7).await] { print(id) }
for id in [4] { print(fn() => store.find(c, id)) }
`;
  assert.deepEqual(findings(program), [
    "query_in_loop store.find(c, id)",
    'query_in_loop c.exec("a")',
    "query_in_loop store.find(c, id)",
  ]);
});

Deno.test("hardcoded_secret: a URL with a password for the database", () => {
  assert.deepEqual(findings('print(store.connect("postgres://app:pw@localhost/shop"))\n'), [
    'hardcoded_secret "postgres://app:pw@localhost/shop"',
  ]);
});
