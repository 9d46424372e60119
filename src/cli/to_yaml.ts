/** A JSON value as YAML 1.2 in block style. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Ends with a line end. Reading it gives the same value. */
export function toYaml(value: Json): string {
  return isBlock(value) ? block(value, "") : `${scalar(value)}\n`;
}

function block(value: Json[] | { [key: string]: Json }, indent: string): string {
  if (Array.isArray(value)) {
    return value.map((one) => {
      if (!isBlock(one)) return `${indent}- ${scalar(one)}\n`;
      // The first line of the element stands behind the dash.
      return `${indent}- ${block(one, `${indent}  `).slice(indent.length + 2)}`;
    }).join("");
  }
  return Object.entries(value).map(([key, one]) =>
    isBlock(one)
      ? `${indent}${text(key)}:\n${block(one, Array.isArray(one) ? indent : `${indent}  `)}`
      : `${indent}${text(key)}: ${scalar(one)}\n`
  ).join("");
}

function isBlock(value: Json): value is Json[] | { [key: string]: Json } {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function scalar(value: Json): string {
  if (typeof value === "string") return text(value);
  return JSON.stringify(value);
}

/** Plain where no reader can take it for anything else, quoted otherwise; JSON strings are YAML strings. */
function text(value: string): string {
  const isPlain = /^[A-Za-z_/$][\w/$.-]*(?: [\w/$.-]+)*$/.test(value) &&
    !/^(y|n|yes|no|on|off|true|false|null)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
