/** Calls that name endpoints and close codes by literals: realtime.md 2, 8. */
import { literalJson, literalText } from "../../app/constants.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { CheckedModule } from "../../check/result.ts";
import type { Call, Expr, Node } from "../../syntax/ast.ts";
import { forEachChild } from "../../syntax/visitor.ts";
import { fits } from "../../types/assignability.ts";
import { printType } from "../../types/print_type.ts";
import type { FeatureContext } from "../feature.ts";
import type { FoundSocket } from "./lower.ts";

/** Library functions whose first argument is a path. */
const WITH_PATH = /^(ws_broadcast|ws\.(broadcast|count|rooms|connections|presence))$/;
const BROADCASTS = /^(ws_broadcast|ws\.broadcast)$/;
const CLOSES = /^(WsConn\.close|ws\.disconnect)$/;

export function checkCalls(context: FeatureContext, sockets: readonly FoundSocket[]): void {
  for (const module of context.program.modules) {
    const isUsed = module.calls.some((call) =>
      call?.symbol?.kind === "function" && call.symbol.library?.toLowerCase().startsWith("ws") === true
    );
    if (!isUsed) continue;
    const visit = (node: Node): void => {
      if (node.kind === "Call") checkCall(context, module, node, sockets);
      forEachChild(node, visit);
    };
    visit(module.program);
  }
}

function checkCall(
  context: FeatureContext,
  module: CheckedModule,
  call: Call,
  sockets: readonly FoundSocket[],
): void {
  const info = module.calls[call.id];
  const key = info?.symbol?.kind === "function" ? info.symbol.library : null;
  if (!info || key === null) return;
  const argument = (index: number): Expr | undefined => {
    const given = info.args[index];
    return given === undefined || given === "default" || Array.isArray(given) ? undefined : given as Expr;
  };
  const span = ({ start, end }: Expr) => ({ file: module.file, start, end });
  if (CLOSES.test(key)) {
    const code = argument(key === "WsConn.close" ? 0 : 1);
    const value = code && literalJson(code);
    if (code && typeof value === "number" && value !== 1000 && !(value >= 3000 && value <= 4999)) {
      context.report(diagnostic(
        "error",
        "ws/close-code",
        span(code),
        `the close code ${value} is not a program's to send`,
        { help: ["1000 ends as usual; 3000 to 4999 have the meaning that you give them"] },
      ));
    }
  }
  if (!WITH_PATH.test(key)) return;
  const path = argument(0);
  const text = literalText(path);
  if (!path || text === null) return;
  const found = sockets.find((one) => one.template.path === text) ??
    sockets.find((one) => matches(one.template.path, text));
  if (!found) return warnUnknown(context, span(path), text, sockets);
  const message = BROADCASTS.test(key) ? argument(1) : undefined;
  const type = message && module.types[message.id];
  if (!message || !type || type.kind === "any" || type.kind === "never" || fits(type, found.outgoing)) return;
  context.report(diagnostic(
    "error",
    "ws/message-type",
    span(message),
    `\`${found.template.path}\` sends \`${printType(found.outgoing)}\`, found \`${printType(type)}\``,
    { help: [`fn '${found.handler.symbol.name}' declares what its clients receive`] },
  ));
}

function warnUnknown(
  context: FeatureContext,
  span: { file: CheckedModule["file"]; start: number; end: number },
  path: string,
  sockets: readonly FoundSocket[],
): void {
  const close = didYouMean(path, sockets.map(({ template }) => template.path));
  context.report(diagnostic(
    "warning",
    "ws/unknown-endpoint",
    span,
    `no \`@ws\` function has the path \`${path}\``,
    { help: [close ? `did you mean \`${close}\`?` : "nothing is sent to it, and nobody is counted"] },
  ));
}

/** Whether a concrete path fits a template. */
function matches(template: string, path: string): boolean {
  const parts = template.split("/");
  const segments = path.split("/");
  return parts.length === segments.length &&
    parts.every((part, at) => part.startsWith("{") ? segments[at] !== "" : part === segments[at]);
}
