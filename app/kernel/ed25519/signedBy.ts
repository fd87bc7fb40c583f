import { joined, utf8 } from "../hash/bytes";
import { sha512 } from "../hash/sha512";
import { isPublicKey } from "./publicKey";

/** What Node has built in; what browsers have answers later, and not in all of them. */
const native = globalThis.process?.getBuiltinModule?.("node:crypto");

/** The wrapping (SPKI) in which Node takes a public key. */
const publicPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** Whether a signature of a message is by this key (Ed25519). Never by one that `isPublicKey` refuses. */
export function isSignedBy(
  publicKey: Uint8Array,
  message: string | Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== 64 || !isPublicKey(publicKey)) return false;
  const bytes = typeof message === "string" ? utf8(message) : message;
  if (!native) return isSignedInScript(publicKey, bytes, signature);
  try {
    const key = native.createPublicKey({
      key: Buffer.from(joined(publicPrefix, publicKey)),
      format: "der",
      type: "spki",
    });
    return native.verify(null, bytes, key, signature);
  } catch {
    return false;
  }
}

/** The field, the order of the base point, and the constant of the curve (RFC 8032, 5.1). */
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const of = (number: bigint) => ((number % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = of(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % p;
    square = (square * square) % p;
  }
  return result;
}
const inverse = (number: bigint) => power(number, p - 2n);
const d = of(-121665n * inverse(121666n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

/** In extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z. */
type Point = { readonly x: bigint; readonly y: bigint; readonly z: bigint; readonly t: bigint };
const neutral: Point = { x: 0n, y: 1n, z: 1n, t: 0n };

function plus(one: Point, other: Point): Point {
  const a = of((one.y - one.x) * (other.y - other.x));
  const b = of((one.y + one.x) * (other.y + other.x));
  const c = of(2n * one.t * other.t * d);
  const dd = of(2n * one.z * other.z);
  const [e, f, g, h] = [b - a, dd - c, dd + c, b + a];
  return { x: of(e * f), y: of(g * h), z: of(f * g), t: of(e * h) };
}

function times(factor: bigint, point: Point): Point {
  let result = neutral;
  let doubled = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = plus(result, doubled);
    doubled = plus(doubled, doubled);
  }
  return result;
}

const numberOf = (bytes: Uint8Array) => bytes.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n);

/** The point that 32 bytes are; null where they are none. */
function pointOf(bytes: Uint8Array): Point | null {
  const y = numberOf(bytes) & (2n ** 255n - 1n);
  const isOdd = ((bytes[31] as number) & 0x80) !== 0;
  const square = of((y * y - 1n) * inverse(d * y * y + 1n));
  let x = power(square, (p + 3n) / 8n);
  if (of(x * x - square) !== 0n) x = of(x * rootOfMinusOne);
  if (of(x * x - square) !== 0n || y >= p || (x === 0n && isOdd)) return null;
  if (((x & 1n) === 1n) !== isOdd) x = of(-x);
  return { x, y, z: 1n, t: of(x * y) };
}

function bytesOf({ x, y, z }: Point): Uint8Array {
  const scale = inverse(z);
  let rest = of(y * scale) | ((of(x * scale) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(rest & 255n);
    rest >>= 8n;
    return byte;
  });
}

const base = () => pointOf(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0x58 : 0x66)));

/**
 * The same without anything built in, as Node does it: the signature's second half is below the order of the base point, and its
 * first half is the point that comes out, byte for byte. Nothing here is secret, so nothing has to take the same time.
 */
export function isSignedInScript(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const first = signature.slice(0, 32);
  const s = numberOf(signature.slice(32));
  const [generator, key] = [base(), isPublicKey(publicKey) ? pointOf(publicKey) : null];
  if (!generator || !key || s >= order) return false;
  const hash = numberOf(sha512(first, publicKey, message)) % order;
  const away: Point = { ...key, x: of(-key.x), t: of(-key.t) };
  const found = bytesOf(plus(times(s, generator), times(hash, away)));
  return found.every((byte, at) => byte === first[at]);
}
