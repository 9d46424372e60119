/** A syntax tree as indented text: kinds, spans, plain fields. */

export function dumpTree(node: unknown, options: { spans: boolean } = { spans: true }): string {
  const lines: string[] = [];
  write(node, "", "", lines, options.spans);
  return lines.join("\n") + "\n";
}

function write(value: unknown, label: string, indent: string, lines: string[], spans: boolean): void {
  if (Array.isArray(value)) {
    if (value.length === 0) lines.push(`${indent}${label}[]`);
    else for (const [i, one] of value.entries()) write(one, `${label}[${i}] `, indent, lines, spans);
  } else if (typeof value === "object" && value !== null && "kind" in value) {
    const { kind, start, end, id: _id, ...fields } = value as Record<string, unknown>;
    const plain: string[] = [];
    const inner: [string, unknown][] = [];
    for (const [name, field] of Object.entries(fields)) {
      if (field === null || field === false) continue;
      if (!spans && /(Start|End)$/.test(name)) continue;
      if (typeof field === "object" && !(field instanceof Uint8Array)) inner.push([name, field]);
      else plain.push(`${name}=${scalar(field)}`);
    }
    const span = spans ? ` ${start}-${end}` : "";
    lines.push(`${indent}${label}${kind}${span}${plain.length > 0 ? ` ${plain.join(" ")}` : ""}`);
    for (const [name, field] of inner) write(field, `${name}: `, `${indent}  `, lines, spans);
  } else lines.push(`${indent}${label}${scalar(value)}`);
}

function scalar(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Uint8Array) return `bytes(${value.toHex()})`;
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
