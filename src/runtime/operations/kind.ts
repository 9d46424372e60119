/**
 * Kinds of opaque library values (Date, Uuid, Secret, RandGen, …): each class says once how its values are named, shown, compared and used as map keys, so that
 * the operations on all values need not load it.
 */
export interface LibraryKind<T> {
  /** As `type_name()` gives it. */
  readonly name: string;
  readonly display: (value: T) => string;
  /** `==` of two values of the kind; without it they are equal when they are the same object. */
  readonly equals?: (a: T, b: T) => boolean;
  /** Order of two values of the kind: negative, zero, positive; without it they have none. */
  readonly compare?: (a: T, b: T) => number;
  /** Text that stands for the value as a map key: the same for equal values; without it the kind is no key. */
  readonly key?: (value: T) => string;
}

const kinds = new Map<unknown, LibraryKind<any>>();

/** Declares the kind of all values of a class. */
export function defineKind<T>(constructor: new (...args: any[]) => T, kind: LibraryKind<T>): void {
  kinds.set(constructor, kind);
}

/** The declared kind of an object, if it has one. */
export function kindOf(value: object): LibraryKind<unknown> | undefined {
  return kinds.get(value.constructor);
}
