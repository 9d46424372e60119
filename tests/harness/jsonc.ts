/** JSON with comments and trailing commas. */
export function parseJsonc(text: string): unknown {
  const plain = text.replace(
    /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (part) => part.startsWith('"') ? part : " ",
  );
  return JSON.parse(plain.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (part) => part === "," ? "" : part));
}
