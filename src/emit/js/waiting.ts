/**
 * Functions that are not async and come to a call of the library that works elsewhere meanwhile (`@offloaded`: a password is hashed in threads of its own). Such a function has a second, waiting
 * variant, which async code, the top level and the runtime call in its place, so that other requests go on; the plain one stays for function values, and nothing else goes on there.
 */
import type { CheckedModule, CheckedProgram } from "../../check/result.ts";
import type { Call, FnDecl, Node } from "../../syntax/ast.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import { children } from "./children.ts";

/** Whether a library function has a form that waits, `waiting` of its implementation. */
export function isOffloaded(symbol: FunctionSymbol): boolean {
  return symbol.library !== null && symbol.marks?.has("offloaded") === true;
}

export class WaitingFunctions {
  readonly #waiting = new Set<FnDecl>();

  /** @param functionsOf the named functions and methods of a module, nested ones included */
  constructor(
    program: CheckedProgram,
    functionsOf: (module: CheckedModule) => readonly { readonly node: FnDecl }[],
    /** Whether tasks of a function are written down before `spawn` ends. */
    private readonly isDurable: (symbol: FunctionSymbol) => boolean,
  ) {
    const isUsed = ({ calls }: CheckedModule) =>
      calls.some((call) =>
        call?.symbol?.kind === "function" && (isOffloaded(call.symbol) || isDurable(call.symbol))
      );
    if (program.modules.some(isUsed)) this.#collect(program, functionsOf);
  }

  /** Callers before and after their callees: goes on until nothing is added. */
  #collect(
    program: CheckedProgram,
    functionsOf: (module: CheckedModule) => readonly { readonly node: FnDecl }[],
  ): void {
    const callers = new Map<FnDecl, FnDecl[]>();
    const found: FnDecl[] = [];
    for (const module of program.modules) {
      for (const { node } of functionsOf(module)) {
        if (node.isAsync) continue;
        forEachCall(module, node, (callee, call) => {
          if (this.#waits(module, callee, call)) found.push(node);
          else if (callee.declaration) {
            const known = callers.get(callee.declaration);
            if (known) known.push(node);
            else callers.set(callee.declaration, [node]);
          }
        });
      }
    }
    for (let node = found.pop(); node; node = found.pop()) {
      if (this.#waiting.has(node)) continue;
      this.#waiting.add(node);
      found.push(...callers.get(node) ?? []);
    }
  }

  /** Whether a function has a waiting variant. */
  has({ declaration }: Pick<FunctionSymbol, "declaration">): boolean {
    return declaration !== null && this.#waiting.has(declaration);
  }

  /** Whether the top level of a module waits for such a call. */
  isReachedFrom(module: CheckedModule): boolean {
    let isReached = false;
    forEachCall(module, module.program, (callee, call) => {
      isReached ||= this.#waits(module, callee, call) || this.has(callee);
    });
    return isReached;
  }

  #waits({ calls }: CheckedModule, callee: FunctionSymbol, call: Call): boolean {
    if (isOffloaded(callee)) return true;
    const spawned = callee.library === "spawn" ? call.args[0]?.value : undefined;
    const symbol = spawned?.kind === "Call" ? calls[spawned.id]?.symbol : undefined;
    return symbol?.kind === "function" && this.isDurable(symbol);
  }
}

/** Visits the functions that the body of `root` calls by their names, functions in it left out. */
function forEachCall(
  module: CheckedModule,
  root: Node,
  visit: (callee: FunctionSymbol, call: Call) => void,
): void {
  const look = (node: Node): void => {
    if (node.kind === "FnDecl" || node.kind === "FnExpr" || node.kind === "TypeDecl") return;
    const symbol = node.kind === "Call" ? module.calls[node.id]?.symbol : null;
    if (symbol?.kind === "function") visit(symbol, node as Call);
    children(node, look);
  };
  children(root, look);
}
