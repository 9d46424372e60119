/** `(a, b)`; items are in uniform form and never change. */
export class Tuple {
  constructor(readonly items: readonly unknown[]) {}
}
