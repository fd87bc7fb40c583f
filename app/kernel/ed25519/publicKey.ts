/** p = 2^255 − 19, the field of the curve: a y that is not below it is a second way to write a key. */
const field = 2n ** 255n - 19n;
/** One y of order eight; the other is its negative. */
const ofOrderEight = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
/** The y of the points of small order: under such a key one signature holds for every message. */
const ofSmallOrder = [0n, 1n, field - 1n, ofOrderEight, field - ofOrderEight];

/** Whether these bytes are a key that binds whoever has it: 32 bytes, written in the one way, not of small order. */
export function isPublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  const y = bytes.reduceRight((number, byte) => number * 256n + BigInt(byte), 0n) & (2n ** 255n - 1n);
  return y < field && !ofSmallOrder.includes(y);
}
