import assert from "node:assert/strict";
import { unifiedDiff } from "../../src/cli/unified_diff.ts";

Deno.test("a unified diff has hunks with three lines of context", () => {
  const before = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n";
  const after = "a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nk\nL\nnew\nm\n";
  assert.equal(
    unifiedDiff(before, after, "x.fitz"),
    `--- x.fitz
+++ x.fitz
@@ -1,5 +1,5 @@
 a
-b
+B
 c
 d
 e
@@ -9,5 +9,6 @@
 i
 j
 k
-l
+L
+new
 m
`,
  );
  assert.equal(
    unifiedDiff("a", "a\n", "x"),
    "--- x\n+++ x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n",
  );
  assert.equal(unifiedDiff("same\n", "same\n", "x"), "");
});
