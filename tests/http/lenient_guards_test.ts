/** Guards of programs that run in spite of their errors (`--no-typecheck`) let nobody through. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fitzCommand } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";

const PROVIDER = `
type User { id: Int }

@auth_provider
fn who(headers: Map<Str, Str>) -> Result<User> => Ok(User { id: headers.get("x-id")?.to_int()? })
`;

function test(name: string, source: string, status: number, body: RegExp): void {
  Deno.test(`without checks: ${name}`, async () => {
    const folder = Deno.makeTempDirSync({ prefix: "fitz-guards-" });
    const file = join(folder, "main.fitz");
    Deno.writeTextFileSync(file, source);
    const command = [...fitzCommand("cli"), "run", "--no-typecheck", file];
    await withService(command, { folder, settings: {} }, async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { "x-id": "1" } });
      assert.deepEqual([answer.status, body.test(await answer.text())], [status, true]);
    });
    Deno.removeSync(folder, { recursive: true });
  });
}

test(
  "a guard without a provider",
  'type User { id: Int }\n@authenticated\n@get("/")\nfn home(user: User) -> Int => user.id\n',
  500,
  /internal error/,
);
test(
  "users without roles",
  `${PROVIDER}@admin\n@get("/")\nfn home(user: User) -> Int => user.id\n`,
  403,
  /"access forbidden — missing role \(required: admin\)"/,
);
test(
  "users without roles, of whom one of several is required",
  `${PROVIDER}@requires("editor")\n@requires("author")\n@get("/")\nfn home(user: User) -> Int => user.id\n`,
  403,
  /"access forbidden — missing role \(required: editor, author\)"/,
);
test(
  "a provider that gives no Result",
  'type User { id: Int }\n@auth_provider\nfn who(headers: Map<Str, Str>) -> Any => 1\n@authenticated\n@get("/")\nfn home(user: User) -> Int => user.id\n',
  500,
  /internal error/,
);
test(
  "a handler that forgets the user",
  `${PROVIDER}@authenticated\n@get("/")\nfn home() -> Str => "home"\n`,
  200,
  /"home"/,
);
