import { isSignedBy } from "../ed25519/signedBy";
import { fromBase64, fromHex, hexOf, joined, toBase64 } from "../hash/bytes";
import type { SigningKey } from "./ed25519";
import { algorithms, isKeyName, type VerifierKey } from "./verifierKey";

/**
 * Signed notes as C2SP specifies them (signed-note v1): a text that ends with a line feed, an empty line, and a line a
 * signature: an em dash, the key's name, and in base64 the key's id and the signature.
 */
export type Signature = {
  readonly name: string;
  /** Of the key, as hex. */
  readonly id: string;
  readonly bytes: Uint8Array;
};
export type Note = { readonly text: string; readonly signatures: readonly Signature[] };

/** A key that signs, with the name under which it is published. */
export type NamedKey = { readonly verifier: VerifierKey; readonly signing: SigningKey };

/** More signatures than anybody needs, and few enough to check. */
const mostSignatures = 100;

/** Signs a text, which ends with a line feed, by one key or several. */
export function signNote(text: string, ...keys: readonly NamedKey[]): string {
  if (!isNoteText(text)) throw new Error("a note is lines of text");
  const lines = keys.map(({ verifier: { name, id }, signing }) =>
    signatureLine({ name, id, bytes: signing.sign(text) }),
  );
  return `${text}\n${lines.join("")}`;
}

/** The line by which a witness says when it saw a checkpoint (C2SP's tlog-cosignature): to be put below the note. */
export function cosignatureLine(
  text: string,
  seconds: number,
  key: VerifierKey,
  signing: SigningKey,
): string {
  if (key.algorithm !== algorithms.cosignature) throw new Error("this key does not sign with a time");
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  const bytes = joined(time, signing.sign(cosigned(BigInt(seconds), text)));
  return signatureLine({ name: key.name, id: key.id, bytes });
}

function signatureLine({ name, id, bytes }: Signature): string {
  const encoded = toBase64(joined(fromHex(id), bytes));
  return `— ${name} ${encoded}\n`;
}

/** A note in its parts, or null where it is none. Nothing is said about whether its signatures hold. */
export function readNote(note: string): Note | null {
  const at = note.lastIndexOf("\n\n");
  if (at === -1 || !note.endsWith("\n")) return null;
  const text = note.slice(0, at + 1);
  const lines = note.slice(at + 2, -1).split("\n");
  if (!isNoteText(text) || lines.length > mostSignatures) return null;
  const signatures = lines.map(readSignature);
  return signatures.every((one) => one !== null) ? { text, signatures } : null;
}

function readSignature(line: string): Signature | null {
  const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!bytes || bytes.length < 5 || !isKeyName(name)) return null;
  return { name, id: hexOf(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
}

const isNoteText = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note must not have
  text.endsWith("\n") && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);

/**
 * The keys of those given that signed a note, each once. Null where none did, or where a line that names one of them is not
 * by it. Signatures by keys that nobody gave are passed over.
 */
export function signersOf(note: Note, keys: readonly VerifierKey[]): readonly Signed[] | null {
  const signed = new Map<VerifierKey, Signed>();
  for (const signature of note.signatures) {
    const key = keys.find(({ name, id }) => name === signature.name && id === signature.id);
    if (!key || signed.has(key)) continue;
    const time = signedAt(note.text, key, signature.bytes);
    if (time === null) return null;
    signed.set(key, { key, time });
  }
  return signed.size > 0 ? [...signed.values()] : null;
}

export type Signed = {
  readonly key: VerifierKey;
  /** When a witness saw it, in seconds since 1970; 0 for a signature that says no time. */
  readonly time: number;
};

/** What a witness signs: the time in seconds, and the note. */
const cosigned = (time: bigint, text: string) => `cosignature/v1\ntime ${time}\n${text}`;

/** Null where the signature does not hold. */
function signedAt(text: string, { algorithm, publicKey }: VerifierKey, bytes: Uint8Array): number | null {
  if (algorithm === algorithms.ed25519) return isSignedBy(publicKey, text, bytes) ? 0 : null;
  if (bytes.length !== 72) return null;
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  // A time of zero would say that nobody looked at a clock.
  if (time === 0n || time > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  return isSignedBy(publicKey, cosigned(time, text), bytes.subarray(8)) ? Number(time) : null;
}
