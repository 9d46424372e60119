/** Ctrl+C ends a program without server or scheduler: exit code 130, what it printed stays (toolchain.md 1.3). */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fitzCommand } from "../harness/fitz.ts";

const PROGRAMS: Record<string, string> = {
  "a script": 'print("started")\nsleep(30_000).await\nprint("never")\n',
  "a command":
    '@command("wait")\nasync fn wait() -> Int {\n    print("started")\n    sleep(30_000).await\n    return 0\n}\n',
  "a busy loop": 'print("started")\nsleep(10).await\nlet n = 0\nwhile true { n = (n + 1) % 7 }\n',
};

for (const [name, text] of Object.entries(PROGRAMS)) {
  Deno.test(`${name} is interrupted`, async () => {
    const folder = Deno.makeTempDirSync({ prefix: "fitz-interrupt-" });
    try {
      Deno.writeTextFileSync(join(folder, "app.fitz"), text);
      const [program, ...args] = fitzCommand("cli") as [string, ...string[]];
      const child = new Deno.Command(program, {
        args: [...args, "run", "app.fitz"],
        cwd: folder,
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
      const first = await reader.read();
      child.kill("SIGINT");
      assert.equal(first.value, "started\n");
      assert.equal((await reader.read()).done, true);
      assert.equal((await child.status).code, 130);
    } finally {
      Deno.removeSync(folder, { recursive: true });
    }
  });
}
