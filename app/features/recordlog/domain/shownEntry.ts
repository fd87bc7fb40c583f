import { recordAddress } from "~/kernel/recordAddress";
import { type NamedKind, nameFields } from "./kinds";

/** The address of the entries about an act, by its kind and by what tells one from another of the kind, in the record log of its process. */
export const entryAddress = (base: string, kind: NamedKind, name: string | number) =>
  recordAddress(base, kind, name);

/** What an address of entries asks for: what is named there, and whether that is a kind of entries or else perhaps a table. */
export type AskedEntries = { readonly of: string; readonly name: string; readonly kind: NamedKind | null };

/** What such an address asks for; null where it is none. */
export function readAskedEntries(asked: string): AskedEntries | null {
  const [, of = "", name = ""] = /^([a-z-]+):(.{1,300})$/u.exec(asked) ?? [];
  if (of === "") return null;
  return { of, name, kind: (Object.keys(nameFields) as NamedKind[]).find((kind) => kind === of) ?? null };
}
