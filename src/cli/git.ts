/** Runs `git` without asking anybody anything. */

/** null when it succeeds, else what went wrong in one line. */
export async function runGit(args: readonly string[], cwd: string): Promise<string | null> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("git", {
      args: [...args],
      cwd,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      env: { GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" },
    }).output();
  } catch {
    return "git was not found";
  }
  if (output.success) return null;
  const lines = new TextDecoder().decode(output.stderr).trim().split("\n");
  const line = lines.findLast((one) => one.startsWith("fatal: ") || one.startsWith("error: ")) ??
    lines.at(-1);
  return line?.replace(/^(fatal|error): /, "") || `git ${args[0]} failed`;
}
