/** Real certificates, made by openssl: a root that tests trust, and servers' certificates that it signs. */
import assert from "node:assert/strict";

/** Makes files in a folder: `ca.pem`, and `<name>.pem` with `<name>.key` for localhost. */
export async function makeCertificates(folder: string, names: readonly string[]): Promise<void> {
  const openssl = async (...args: string[]) => {
    const { success, stderr } = await new Deno.Command("openssl", { args, cwd: folder }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
  };
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl(
    ...[
      "req",
      "-x509",
      ...newKey,
      "-days",
      "2",
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-subj",
      "/CN=Fitz test",
    ],
  );
  Deno.writeTextFileSync(
    `${folder}/extensions`,
    "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n",
  );
  for (const name of names) {
    await openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    await openssl(
      ...["x509", "-req", "-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"],
      ...["-days", "2", "-extfile", "extensions", "-out", `${name}.pem`],
    );
  }
}
