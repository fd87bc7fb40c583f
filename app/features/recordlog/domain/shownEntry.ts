import { type NamedKind, nameFields } from "./kinds";

/** The address of the entry of an act, by its kind and by what tells one from another of the kind, in the record log of its process. */
export const entryAddress = (base: string, kind: NamedKind, name: string | number) =>
  `${base}/log?of=${encodeURIComponent(`${kind}:${name}`)}`;

/** What such an address asks for; null where it is none. */
export function readEntryName(of: string): { readonly kind: NamedKind; readonly name: string } | null {
  const [, kind = "", name = ""] = /^([a-z]+):(.{1,300})$/u.exec(of) ?? [];
  const found = (Object.keys(nameFields) as NamedKind[]).find((known) => known === kind);
  return found ? { kind: found, name } : null;
}
