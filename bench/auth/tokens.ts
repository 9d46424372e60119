/** Tokens of 200 users, made by the host's own cryptography. */
const encoder = new TextEncoder();
const base64url = { alphabet: "base64url", omitPadding: true } as const;

export async function tokens(count: number): Promise<string[]> {
  const secret = encoder.encode("benchmark-secret-of-thirty-two-b");
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  const part = (text: string) => encoder.encode(text).toBase64(base64url);
  const expiry = Math.floor(Date.now() / 1000) + 24 * 3600;
  return await Promise.all(Array.from({ length: count }, async (_, id) => {
    const text = `${part('{"alg":"HS256","typ":"JWT"}')}.${
      part(
        JSON.stringify({
          sub: id,
          role: "user",
          iat: expiry - 24 * 3600,
          exp: expiry,
          jti: `token-${id}-of-the-benchmark`,
        }),
      )
    }`;
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
    return `${text}.${signature.toBase64(base64url)}`;
  }));
}
