/** What a function does as a middleware, by its signature: web.md 13.2. */
import type { FunctionType, Type } from "./type.ts";

/** Before the handler, after it, around it. */
export type MiddlewareKind = "pre" | "post" | "wrap";

/** Whether `type` is the type `name` of the library. */
export function isLibraryType(type: Type, name: string): boolean {
  return type.kind === "instance" && type.symbol.module < 0 && type.symbol.name === name;
}

/** null for a signature that no middleware has. */
export function middlewareKind(type: FunctionType): MiddlewareKind | null {
  const { result } = type;
  // The app pool fills parameters of type `DbConn`.
  const params = type.params.filter((param) => !isLibraryType(param.type, "DbConn"));
  if (params.length === 0 || params.length > 2 || type.typeParams.length > 0) return null;
  if (params.some((param) => param.isVariadic) || !isLibraryType(params[0].type, "Request")) return null;
  if (params.length === 1) return "pre";
  const second = params[1].type;
  const kind = isLibraryType(second, "Response") ? "post" : isNext(second) ? "wrap" : null;
  return isAnswer(result) ? kind : null;
}

/** `Fn() -> Response` */
function isNext(type: Type): boolean {
  return type.kind === "function" && type.params.length === 0 && isLibraryType(type.result, "Response");
}

/** What Post and Wrap may declare; without a declaration the result is Any. */
function isAnswer(type: Type): boolean {
  return type.kind === "any" || isLibraryType(type, "Response");
}
