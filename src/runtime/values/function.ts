/**
 * Functions as values are plain JavaScript functions in the uniform convention: arguments and result in uniform form, absent optional arguments undefined, a variadic
 * parameter gets its rest arguments as one list. Their `length` is their arity unless `signature` says more.
 */
export interface Signature {
  readonly name: string;
  readonly required: number;
  readonly total: number;
  readonly isVariadic: boolean;
}
export type FunctionValue = ((...args: any[]) => unknown) & {
  signature?: Signature;
  /** Name of a built-in. */
  isBuiltin?: string;
  /** A function of an interop module. */
  isNative?: boolean;
};
