/** `Ok(v)` and `Err(e)`; payloads are in uniform form. */
export class Ok {
  readonly isOk = true;
  constructor(readonly value: unknown) {}
}
export class Err {
  readonly isOk = false;
  constructor(readonly value: unknown) {}
}
export type Result = Ok | Err;
