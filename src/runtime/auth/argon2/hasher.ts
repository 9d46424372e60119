/** Argon2id in PHC form. */
export interface PasswordHasher {
  /** Off the event loop. */
  hash(plain: string): Promise<string>;
  /** Off the event loop; false for a text that is no hash. */
  verify(plain: string, phc: string): Promise<boolean>;
  /** The same for code that cannot wait: nothing else runs meanwhile. */
  hashNow(plain: string): string;
  verifyNow(plain: string, phc: string): boolean;
}

/** The least that OWASP asks for; stdlib.md section 27. */
export const ARGON2_COST = { memoryKib: 19456, iterations: 2, parallelism: 1 } as const;

/** What is worth verifying: a text of another form is no hash of ours or of anybody. */
export const PHC =
  /^\$argon2(?:id|i|d)\$v=19\$m=\d{1,7},t=\d{1,3},p=\d{1,3}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{11,}$/;
