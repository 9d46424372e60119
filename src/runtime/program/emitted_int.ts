/**
 * The slow paths of inlined Int arithmetic. Operands that are no Ints after all (`--no-typecheck`, unchecked elements) go to the operators on all kinds, which know what to say.
 */
import * as int from "../operations/int.ts";
import * as any from "../operations/operators.ts";

type Operation<R> = (a: any, b: any) => R;

function isPlain(value: unknown): boolean {
  return typeof value === "number" ? Number.isInteger(value) : typeof value === "bigint";
}

function guarded<R>(onInts: Operation<R>, onAny: Operation<unknown>): Operation<R> {
  return (a, b) => isPlain(a) && isPlain(b) ? onInts(a, b) : onAny(a, b) as R;
}

export const intAdd = guarded(int.intAdd, any.add);
export const intSub = guarded(int.intSub, any.sub);
export const intMul = guarded(int.intMul, any.mul);
export const intDiv = guarded(int.intDiv, any.div);
export const intMod = guarded(int.intMod, any.mod);
export const bitAnd = guarded(int.bitAnd, any.anyBitAnd);
export const bitOr = guarded(int.bitOr, any.anyBitOr);
export const bitXor = guarded(int.bitXor, any.anyBitXor);
export const shiftLeft = guarded(int.shiftLeft, any.anyShiftLeft);
export const shiftRight = guarded(int.shiftRight, any.anyShiftRight);

export const intNeg = (a: any): unknown => isPlain(a) ? int.intNeg(a) : any.neg(a);
export const bitNot = (a: any): unknown => isPlain(a) ? int.bitNot(a) : any.anyBitNot(a);
