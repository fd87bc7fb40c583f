import { hexOf, utf8 } from "./bytes";

/** What Node has built in; a browser has nothing of the kind that answers at once. */
const native = globalThis.process?.getBuiltinModule?.("node:crypto");

/** SHA-256 of some parts, one after the other; texts are hashed as UTF-8. The same on the server and in a browser. */
export function sha256(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  if (!native) return sha256InScript(...parts);
  const hash = native.createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** Bytes from which on asking the browser for a hash takes less of this thread than making it here. */
const worthAsking = 65_536;

/**
 * SHA-256 as hex, of what may be long. In a browser that is hashed by the browser itself, where it does that (on pages that came by TLS, from
 * this machine, or out of a file).
 */
export async function sha256HexOfFile(message: Uint8Array): Promise<string> {
  const subtle = native ? undefined : globalThis.crypto?.subtle;
  if (!subtle || message.length < worthAsking) return sha256Hex(message);
  return hexOf(new Uint8Array(await subtle.digest("SHA-256", message as Uint8Array<ArrayBuffer>)));
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

/** What every call uses anew: to make them for each would take longer than a short hash. */
const schedule = new Int32Array(64);
const state = new Int32Array(8);
const block = new Uint8Array(64);
/** So many characters of a text are taken at once. */
const piece = new Uint8Array(8192);

/** SHA-256 (FIPS 180-4) without anything built in. */
export function sha256InScript(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  state.set(start);
  length = 0;
  for (const part of parts) {
    if (typeof part !== "string") take(part);
    else if (!takePlain(part)) take(utf8(part));
  }
  takeEnd();
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = (state[i >> 2] as number) >>> (24 - (i & 3) * 8);
  return digest;
}

/** Bytes that were taken since the beginning; what is no whole block of them waits in `block`. */
let length = 0;

function take(bytes: Uint8Array, end = bytes.length): void {
  let at = 0;
  const filled = length % 64;
  length += end;
  if (filled > 0) {
    at = Math.min(64 - filled, end);
    block.set(bytes.subarray(0, at), filled);
    if (filled + at < 64) return;
    takeBlock(block, 0);
  }
  for (; end - at >= 64; at += 64) takeBlock(bytes, at);
  block.set(bytes.subarray(at, end));
}

/**
 * Takes a text whose characters are bytes of UTF-8 by themselves; of any other it takes nothing, and says so. Most entries of logs are
 * such texts, and a browser encodes many short ones more slowly than this.
 */
function takePlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  for (let from = 0; from < text.length; from += piece.length) {
    const count = Math.min(piece.length, text.length - from);
    for (let at = 0; at < count; at++) piece[at] = text.charCodeAt(from + at);
    take(piece, count);
  }
  return true;
}

/** What stands after the message: a one, zeros, and how many bits it had. */
function takeEnd(): void {
  const filled = length % 64;
  block[filled] = 0x80;
  block.fill(0, filled + 1);
  if (filled >= 56) {
    takeBlock(block, 0);
    block.fill(0);
  }
  const [high, low] = [Math.floor(length / 2 ** 29), length << 3];
  for (let i = 0; i < 4; i++) {
    block[56 + i] = high >>> (24 - i * 8);
    block[60 + i] = low >>> (24 - i * 8);
  }
  takeBlock(block, 0);
}

function takeBlock(bytes: Uint8Array, offset: number): void {
  const w = schedule;
  for (let t = 0, at = offset; t < 16; t++, at += 4)
    w[t] =
      ((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number);
  for (let t = 16; t < 64; t++) {
    const early = w[t - 15] as number;
    const late = w[t - 2] as number;
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
    w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let t = 0; t < 64; t++) {
    const mixed = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + mixed + ((e & f) ^ (~e & g)) + (roundConstants[t] as number) + (w[t] as number)) | 0;
    const turned = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (turned + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}
