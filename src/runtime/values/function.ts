/**
 * Functions as values are plain JavaScript functions in the uniform convention: arguments and result in uniform form, absent optional arguments undefined, a variadic
 * parameter takes any number of arguments in JavaScript's way. Their `length` is their arity unless `signature` says more.
 */
export interface Signature {
  readonly name: string;
  readonly required: number;
  /** Count of parameters, a variadic one included. */
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
