import { type NamedKind, nameFields } from "./kinds";

/** What an address of entries asks for: what is named there, and whether that is a kind of entries or else perhaps a table. */
export type AskedEntries = { readonly of: string; readonly name: string; readonly kind: NamedKind | null };

/** What such an address asks for; null where it is none. */
export function readAskedEntries(asked: string): AskedEntries | null {
  const [, of = "", name = ""] = /^([a-z-]+):(.{1,300})$/u.exec(asked) ?? [];
  if (of === "") return null;
  return { of, name, kind: (Object.keys(nameFields) as NamedKind[]).find((kind) => kind === of) ?? null };
}
