/** Nothing uncommitted: what tests and generators write is either ignored or checked in. */
const root = new URL("../", import.meta.url).pathname;
const { stdout, success } = new Deno.Command("git", { args: ["status", "--porcelain"], cwd: root })
  .outputSync();
const text = new TextDecoder().decode(stdout);
if (!success || text !== "") {
  console.error(`the working tree is not clean:\n${text}`);
  Deno.exit(1);
}
console.log("tree: clean");
