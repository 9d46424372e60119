// A guarded route as a careful person writes it by hand: a synchronous HS256 check with a prepared key, claims checked, no framework.
import { hmac } from "npm:@noble/hashes@2.4.0/hmac.js";
import { sha256 } from "npm:@noble/hashes@2.4.0/sha2.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const key = hmac.create(sha256, encoder.encode("benchmark-secret-of-thirty-two-b"));
const header = btoa('{"alg":"HS256","typ":"JWT"}').replace(/=+$/, "");
const base64url = { alphabet: "base64url" };
const users = new Map(
  Array.from({ length: 200 }, (_, id) => [id, { id, name: `user ${id}`, role: "user" }]),
);

function equal(a, b) {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i] ^ b[i];
  return difference === 0;
}

function verified(token) {
  const first = token.indexOf(".");
  const second = token.indexOf(".", first + 1);
  if (first < 0 || second < 0 || token.slice(0, first) !== header) return null;
  try {
    const mac = key.clone();
    mac.update(encoder.encode(token.slice(0, second)));
    if (!equal(mac.digest(), Uint8Array.fromBase64(token.slice(second + 1), base64url))) return null;
    const claims = JSON.parse(
      decoder.decode(Uint8Array.fromBase64(token.slice(first + 1, second), base64url)),
    );
    if (claims.exp !== undefined && !(claims.exp > Date.now() / 1000)) return null;
    return claims;
  } catch {
    return null;
  }
}

function refused(error) {
  return Response.json({ error }, { status: 401, headers: { "www-authenticate": "Bearer" } });
}

Deno.serve({ port: 4132, hostname: "127.0.0.1", onListen() {} }, (request) => {
  const { url } = request;
  const path = url.slice(url.indexOf("/", 8));
  if (request.method !== "GET") return Response.json({ error: "method not allowed" }, { status: 405 });
  if (path === "/hello") return Response.json({ message: "hello" });
  if (path !== "/me") return Response.json({ error: "not found" }, { status: 404 });
  const authorization = request.headers.get("authorization");
  if (!authorization?.startsWith("Bearer ")) return refused("missing token");
  const claims = verified(authorization.slice(7));
  if (claims === null) return refused("invalid token");
  const user = users.get(claims.sub);
  return user === undefined ? refused("unknown user") : Response.json(user);
});
