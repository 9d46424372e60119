/** Made by Peggy: see `grammar/fitz.peggy`. The input has one character per token. */
export function parse(input: string, options: Record<string, unknown>): unknown;
