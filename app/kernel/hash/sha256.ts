import { hexOf, joined, utf8 } from "./bytes";

/** What Node has built in; a browser has nothing of the kind that answers at once. */
const native = globalThis.process?.getBuiltinModule?.("node:crypto");

/** SHA-256 of some parts, one after the other; texts are hashed as UTF-8. The same on the server and in a browser. */
export function sha256(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  if (!native) return sha256InScript(...parts);
  const hash = native.createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** SHA-256 as 64 lower-case hex digits. */
export function sha256Hex(...parts: readonly (string | Uint8Array)[]): string {
  if (!native) return hexOf(sha256InScript(...parts));
  const hash = native.createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89];
for (let candidate = 97; primes.length < 64; candidate += 2)
  if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);

/** The first 32 bits of the fractional part of a root; the roots of small numbers are exact enough for that. */
const fractionBits = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const roundConstants = Int32Array.from(primes, (prime) => fractionBits(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)));

/** SHA-256 (FIPS 180-4) without anything built in. */
export function sha256InScript(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const message = joined(...parts.map((part) => (typeof part === "string" ? utf8(part) : part)));
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(padded.length - 4, message.length << 3);
  const state = Int32Array.from(start);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < padded.length; offset += 64) takeBlock(view, offset, state, schedule);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => {
    digest.setInt32(at * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function takeBlock(view: DataView, offset: number, state: Int32Array, w: Int32Array): void {
  for (let t = 0; t < 16; t++) w[t] = view.getInt32(offset + t * 4);
  for (let t = 16; t < 64; t++) {
    const early = w[t - 15] as number;
    const late = w[t - 2] as number;
    const s0 = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const s1 = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    const mixed = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + mixed + ((e & f) ^ (~e & g)) + (roundConstants[t] as number) + (w[t] as number)) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = ((state[at] as number) + word) | 0;
  });
}
