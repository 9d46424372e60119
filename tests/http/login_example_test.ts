/** examples/login over real HTTP: from its sources, and as the executable that is shipped. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { executable, fitzCommand, root, runProcess } from "../harness/fitz.ts";
import { withService } from "../suites/http.ts";

const folder = join(root, "examples/login");
const ADA = { email: "ada@example.org", password: "correct horse" };
const EVE = { email: "eve@example.org", password: "battery staple" };

Deno.test("examples/login over real HTTP", () => serve([...fitzCommand("cli"), "run"]));

Deno.test({
  name: "examples/login as an executable",
  ignore: !isThere(executable),
  async fn() {
    const work = Deno.makeTempDirSync({ prefix: "fitz-login-" });
    const { exit, err } = await runProcess([executable, "build", "-o", join(work, "login")], { cwd: folder });
    assert.equal(exit, 0, err);
    await serve([join(work, "login")]);
    Deno.removeSync(work, { recursive: true });
  },
});

function isThere(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function serve(command: string[]): Promise<void> {
  await withService(command, { folder, settings: {} }, use);
}

async function use(port: number): Promise<void> {
  const send = async (method: string, path: string, token?: string, body?: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? null : JSON.parse(text) };
  };
  const statuses = await Promise.all(
    [ADA, ADA, ADA].map(async (one) => (await send("POST", "/register", undefined, one)).status),
  );
  // Of registrations at the same time one wins, although hashing the password suspends all of them.
  assert.deepEqual(statuses.sort(), [201, 409, 409]);
  assert.equal((await send("POST", "/register", undefined, EVE)).status, 201);
  const ada = (await send("POST", "/login", undefined, ADA)).json;
  const eve = (await send("POST", "/login", undefined, EVE)).json;
  assert.deepEqual((await send("GET", "/me", ada.access)).json, { id: 1, email: ADA.email, role: "admin" });
  assert.equal((await send("GET", "/admin/users", ada.access)).json.length, 2);
  assert.equal((await send("GET", "/admin/users", eve.access)).status, 403);
  assert.equal((await send("GET", "/admin/users")).status, 401);
  assert.equal((await send("POST", "/logout", eve.access, { refresh: eve.refresh })).status, 204);
  assert.deepEqual(await send("GET", "/me", eve.access), { status: 401, json: { error: "token revoked" } });
  assert.equal((await send("POST", "/refresh", undefined, { refresh: eve.refresh })).status, 401);
  const fresh = (await send("POST", "/refresh", undefined, { refresh: ada.refresh })).json;
  assert.equal((await send("GET", "/me", fresh.access)).status, 200);
  // A token of another service with the same claims.
  const [head, claims] = fresh.access.split(".");
  assert.deepEqual((await send("GET", "/me", `${head}.${claims}.${ada.access.split(".")[2]}`)).json, {
    error: "invalid signature",
  });
}
