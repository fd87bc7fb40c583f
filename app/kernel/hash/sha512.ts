import { joined } from "./bytes";

const mask = 2n ** 64n - 1n;

/** The largest whole number whose power is not above a number. */
function wholeRoot(number: bigint, power: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(number.toString(2).length) / power + 1n);
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= number) low = middle;
    else high = middle - 1n;
  }
  return low;
}

function firstPrimes(count: number): bigint[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes.map(BigInt);
}

/** The first 64 bits of the fractional parts of roots of primes, made when they are asked for. */
function makeConstants() {
  const primes = firstPrimes(80);
  return {
    rounds: primes.map((prime) => wholeRoot(prime << 192n, 3n) & mask),
    start: primes.slice(0, 8).map((prime) => wholeRoot(prime << 128n, 2n) & mask),
  };
}
let constants: ReturnType<typeof makeConstants> | undefined;

const turned = (word: bigint, by: bigint) => ((word >> by) | (word << (64n - by))) & mask;

/** SHA-512 (FIPS 180-4) of some parts, in plain arithmetic: for the few short texts that are signed. */
export function sha512(...parts: readonly Uint8Array[]): Uint8Array {
  constants ??= makeConstants();
  const message = joined(...parts);
  const padded = new Uint8Array((((message.length + 16) >> 7) + 1) * 128);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  let state = constants.start;
  for (let offset = 0; offset < padded.length; offset += 128)
    state = afterBlock(view, offset, state, constants.rounds);
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((word, at) => {
    digest.setBigUint64(at * 8, word);
  });
  return new Uint8Array(digest.buffer);
}

function afterBlock(view: DataView, offset: number, state: readonly bigint[], rounds: readonly bigint[]) {
  const w: bigint[] = [];
  const word = (t: number) => w[t] as bigint;
  for (let t = 0; t < 16; t++) w.push(view.getBigUint64(offset + t * 8));
  for (let t = 16; t < 80; t++) {
    const s0 = turned(word(t - 15), 1n) ^ turned(word(t - 15), 8n) ^ (word(t - 15) >> 7n);
    const s1 = turned(word(t - 2), 19n) ^ turned(word(t - 2), 61n) ^ (word(t - 2) >> 6n);
    w.push((word(t - 16) + s0 + word(t - 7) + s1) & mask);
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let t = 0; t < 80; t++) {
    const mixed = turned(e, 14n) ^ turned(e, 18n) ^ turned(e, 41n);
    const one = h + mixed + ((e & f) ^ (~e & mask & g)) + (rounds[t] as bigint) + word(t);
    const two = (turned(a, 28n) ^ turned(a, 34n) ^ turned(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask, c, b, a, (one + two) & mask];
  }
  return [a, b, c, d, e, f, g, h].map((value, at) => (value + (state[at] as bigint)) & mask);
}
