/** The report that continuous integration reads: JUnit XML, one suite per file. */
import type { TestOutcome } from "./test_outcome.ts";

export function junitText(outcomes: readonly TestOutcome[], seconds: number): string {
  const suites = Map.groupBy(outcomes, (one) => one.file);
  const body = [...suites].map(([file, tests]) => {
    const time = tests.reduce((sum, one) => sum + one.milliseconds, 0) / 1000;
    return `  <testsuite name="${escape(file)}" ${counts(tests)} time="${time.toFixed(3)}">\n` +
      `${tests.map(testCase).join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<testsuites ${counts(outcomes)} time="${seconds.toFixed(3)}">\n${body.join("")}</testsuites>\n`;
}

function counts(tests: readonly TestOutcome[]): string {
  const count = (status: TestOutcome["status"]) => tests.filter((one) => one.status === status).length;
  return `tests="${tests.length}" failures="${count("failed")}" errors="0" skipped="${count("skipped")}"`;
}

function testCase({ file, name, status, message, output, milliseconds }: TestOutcome): string {
  const head = `    <testcase classname="${escape(file)}" name="${escape(name)}" time="${
    (milliseconds / 1000).toFixed(3)
  }"`;
  let inside = "";
  if (status === "failed") {
    const [first = ""] = message.split("\n");
    inside += `      <failure message="${escape(first)}">${escape(message)}</failure>\n`;
  } else if (status === "skipped") inside += `      <skipped message="${escape(message)}"/>\n`;
  if (output !== "") inside += `      <system-out>${escape(output)}</system-out>\n`;
  return inside === "" ? `${head}/>\n` : `${head}>\n${inside}    </testcase>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text in XML; characters that XML cannot hold become `\u` codes. */
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (one) => ENTITIES[one]!)
    .replace(
      /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
