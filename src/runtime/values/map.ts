/**
 * `Map<K, V>`: insertion-ordered; keys equal by `==` are one key and the first spelling stays.
 *
 * A JavaScript Map whose keys are normalised: Str, Bool, Null, and Int are themselves (BigInt compares by value); a Float equal to an Int is that Int, any other Float
 * itself; Decimal, Date, DateTime, Uuid and unit variants are represented by `keyOf` (map_key.ts). Where a spelling differs from its normalised key it is kept in
 * `spellings`. Emitted code with statically known Str, Int or Bool keys uses `get`, `set`, `has`, `delete` directly.
 */
export class FitzMap extends Map<unknown, unknown> {
  /** Normalised key to the key as first written; undefined while no key needs it. */
  spellings: Map<unknown, unknown> | undefined = undefined;
}
