/**
 * Exact rational numbers. Counting uses no floating point anywhere: two machines that disagree
 * in the last digit would disagree about a band.
 */
export type Fraction = { readonly num: bigint; readonly den: bigint };

export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  let n = BigInt(num);
  let d = BigInt(den);
  if (d === 0n) throw new Error("division by zero");
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const divisor = gcd(n < 0n ? -n : n, d);
  return divisor > 1n ? { num: n / divisor, den: d / divisor } : { num: n, den: d };
}

const fractionText = /^(-?\d{1,9})(?:\/([1-9]\d{0,8}))?$/;

/** Reads "2", "-1" or "3/2"; undefined when the text is anything else. */
export function parseFraction(text: string): Fraction | undefined {
  const match = fractionText.exec(text);
  if (!match?.[1]) return undefined;
  return fraction(BigInt(match[1]), BigInt(match[2] ?? "1"));
}

export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

/** The nearest double; for showing only, never for deciding. */
export function toNumber(value: Fraction): number {
  return Number(value.num) / Number(value.den);
}

/** "22" or "411/26": the form in which results are published. */
export function formatFraction(value: Fraction): string {
  return value.den === 1n ? `${value.num}` : `${value.num}/${value.den}`;
}

export function gcd(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function lcm(a: bigint, b: bigint): bigint {
  return (a / gcd(a, b)) * b;
}
