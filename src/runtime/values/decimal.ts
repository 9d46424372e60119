/** Exact decimal numbers: an integer of any size and a scale, the count of its decimals (stdlib.md section 18). */
export class Decimal {
  constructor(
    readonly coefficient: bigint,
    readonly scale: number,
  ) {}
}

type Operand = Decimal | number | bigint;

export function decimalFromInt(value: number | bigint): Decimal {
  return new Decimal(BigInt(value), 0);
}

function decimal(value: Operand): Decimal {
  return value instanceof Decimal ? value : decimalFromInt(value);
}

/** Both coefficients at the larger scale. */
function aligned(a: Operand, b: Operand): [bigint, bigint, number] {
  const x = decimal(a);
  const y = decimal(b);
  const scale = Math.max(x.scale, y.scale);
  return [
    x.coefficient * 10n ** BigInt(scale - x.scale),
    y.coefficient * 10n ** BigInt(scale - y.scale),
    scale,
  ];
}

export function decimalAdd(a: Operand, b: Operand): Decimal {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x + y, scale);
}

export function decimalSub(a: Operand, b: Operand): Decimal {
  const [x, y, scale] = aligned(a, b);
  return new Decimal(x - y, scale);
}

export function decimalMul(a: Operand, b: Operand): Decimal {
  const x = decimal(a);
  const y = decimal(b);
  return new Decimal(x.coefficient * y.coefficient, x.scale + y.scale);
}

/** Floored remainder. */
export function decimalMod(a: Operand, b: Operand): Decimal {
  const [x, y, scale] = aligned(a, b);
  const rest = x % y;
  return new Decimal(rest !== 0n && (rest < 0n) !== (y < 0n) ? rest + y : rest, scale);
}

/** Exact when 28 significant digits are enough, else rounded to 28, ties to even. */
export function decimalDiv(a: Operand, b: Operand): Decimal {
  const x = decimal(a);
  const y = decimal(b);
  const least = Math.max(x.scale, y.scale);
  const isNegative = (x.coefficient < 0n) !== (y.coefficient < 0n);
  const top = x.coefficient < 0n ? -x.coefficient : x.coefficient;
  const bottom = y.coefficient < 0n ? -y.coefficient : y.coefficient;
  const scaled = (scale: number): [bigint, bigint] => {
    const shift = scale - x.scale + y.scale;
    return shift >= 0 ? [top * 10n ** BigInt(shift), bottom] : [top, bottom * 10n ** BigInt(-shift)];
  };
  const signed = (value: bigint, scale: number) => new Decimal(isNegative ? -value : value, scale);
  for (let scale = least;; scale++) {
    const [n, d] = scaled(scale);
    const quotient = n / d;
    if (n % d === 0n) return signed(quotient, scale);
    if (quotient.toString().length < 28 || quotient === 0n) continue;
    const surplus = quotient.toString().length - 28;
    const kept = scale - surplus;
    const [m, e] = scaled(kept);
    const rest = m % e;
    const isUp = rest * 2n > e || (rest * 2n === e && (m / e) % 2n === 1n);
    const rounded = m / e + (isUp ? 1n : 0n);
    return kept >= 0 ? signed(rounded, kept) : signed(rounded * 10n ** BigInt(-kept), 0);
  }
}

export function decimalNeg(a: Decimal): Decimal {
  return new Decimal(-a.coefficient, a.scale);
}

/** Negative, zero or positive. */
export function decimalCompare(a: Operand, b: Operand): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Digits with the scale, never an exponent. */
export function decimalToString(value: Decimal): string {
  const { coefficient, scale } = value;
  if (scale === 0) return coefficient.toString();
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(scale + 1, "0");
  return `${coefficient < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
