import { isPublicKey } from "../ed25519/publicKey";

/**
 * The checks of notes and trees as a browser makes them: with Web Crypto, which Node has as well, and nothing else. They
 * agree with what the server does by itself in the other files of this folder; the tests hold both against the same vectors.
 */

/** What a key and a note say when they are held against each other; `unable`: this browser knows no Ed25519. */
export type SignatureCheck = "holds" | "fails" | "unable";

const bytesOf = (text: string) => new TextEncoder().encode(text);

async function sha256(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function fromHex(hex: string): Uint8Array | null {
  if (!/^([0-9a-f]{2})*$/.test(hex)) return null;
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (one) => one.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

/** The leaf of an entry's text, as hex. */
export const leafOfText = async (text: string) => hexOf(await sha256(Uint8Array.of(0), bytesOf(text)));

/** The SHA-256 of a text, as hex. */
export const hashOfText = async (text: string) => hexOf(await sha256(bytesOf(text)));

export type Inclusion = {
  readonly leaf: string;
  readonly index: number;
  readonly size: number;
  /** Nearest first; all as hex. */
  readonly proof: readonly string[];
  readonly root: string;
};

/** Whether the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). */
export async function isIncluded({ leaf, index, size, proof, root }: Inclusion): Promise<boolean> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let hash = fromHex(leaf);
  let at = index;
  let last = size - 1;
  for (const one of proof) {
    const other = fromHex(one);
    if (last === 0 || hash?.length !== 32 || other?.length !== 32) return false;
    if (at % 2 === 1 || at === last) {
      hash = await sha256(Uint8Array.of(1), other, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else hash = await sha256(Uint8Array.of(1), hash, other);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash !== null && hexOf(hash) === root;
}

/** What a note says above its signatures; null where it is none. */
export function textOfNote(note: string): string | null {
  const at = note.lastIndexOf("\n\n");
  return at === -1 ? null : note.slice(0, at + 1);
}

/** Whether a note is signed by a key, both as C2SP's signed-note writes them. */
export async function isSigned(note: string, verifierKey: string): Promise<SignatureCheck> {
  const text = textOfNote(note);
  const key = await keyIn(verifierKey, 1);
  const signature = key && signatureOf(note, key);
  if (text === null || !key || signature?.length !== 64) return "fails";
  return isBy(key.bytes, bytesOf(text), signature);
}

/**
 * When a witness says that it saw a checkpoint (C2SP's tlog-cosignature), in seconds since 1970; null where its signature is not there, `fails`
 * where it does not hold.
 */
export async function cosignedAt(
  note: string,
  verifierKey: string,
): Promise<number | null | "fails" | "unable"> {
  const text = textOfNote(note);
  const key = await keyIn(verifierKey, 4);
  if (text === null || !key) return "fails";
  const signature = signatureOf(note, key);
  if (!signature) return null;
  if (signature.length !== 72) return "fails";
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  if (time === 0n || time > BigInt(Number.MAX_SAFE_INTEGER)) return "fails";
  const seen = await isBy(key.bytes, bytesOf(`cosignature/v1\ntime ${time}\n${text}`), signature.slice(8));
  return seen === "holds" ? Number(time) : seen;
}

type Key = { readonly name: string; readonly id: string; readonly bytes: Uint8Array };

/** A verifier key of an algorithm; null for anything else. */
async function keyIn(text: string, algorithm: number): Promise<Key | null> {
  const [, name = "", id = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const key = fromBase64(encoded);
  if (key?.length !== 33 || key[0] !== algorithm || !isPublicKey(key.subarray(1))) return null;
  const keyHash = hexOf(await sha256(bytesOf(`${name}\n`), key));
  return keyHash.slice(0, 8) === id ? { name, id, bytes: key.slice(1) } : null;
}

/** The bytes of a note's signature by a key, without the key's id; null where it has none. */
function signatureOf(note: string, { name, id }: Key): Uint8Array | null {
  const lines = note.slice((textOfNote(note)?.length ?? 0) + 1, -1).split("\n");
  for (const line of lines) {
    const [, by, signature = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = fromBase64(signature);
    if (by === name && bytes && bytes.length > 4 && hexOf(bytes.subarray(0, 4)) === id) return bytes.slice(4);
  }
  return null;
}

async function isBy(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<SignatureCheck> {
  try {
    const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
    const holds = await crypto.subtle.verify(
      "Ed25519",
      key,
      new Uint8Array(signature),
      new Uint8Array(message),
    );
    return holds ? "holds" : "fails";
  } catch {
    return "unable";
  }
}

/** Size and root of a checkpoint's text, under its origin; null where it is none. */
export function readCheckpointText(
  text: string,
): { readonly origin: string; readonly size: number; readonly root: string } | null {
  const [origin = "", size = "", encoded = ""] = text.split("\n");
  const root = fromBase64(encoded);
  if (origin === "" || root?.length !== 32 || !/^(0|[1-9][0-9]{0,14})$/.test(size)) return null;
  return { origin, size: Number(size), root: hexOf(root) };
}
