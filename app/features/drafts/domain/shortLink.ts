/**
 * Short and lasting addresses of clauses: the end of the clause's id, which it keeps through all versions, and if one is meant the
 * version and a passage in it. A version that is out never changes, so that the passage stays what it was.
 */
const digits = 10;

export const clauseCode = (clauseId: string): string => clauseId.slice(-digits);
export const isClauseCode = (code: string): boolean => new RegExp(`^[0-9a-f]{${digits}}$`).test(code);

export type Span = { readonly start: number; readonly end: number };

/** The path of a clause in a version, with a passage of its text if one is meant. */
export function shortPath(slug: string, clauseId: string, label: string, span?: Span): string {
  return `/p/${slug}/c/${clauseCode(clauseId)}/${label}${span ? `/${span.start}-${span.end}` : ""}`;
}

/** The passage that such an address names; null for what is none. */
export function readSpan(text: string | undefined | null): Span | null {
  const found = /^(\d{1,6})-(\d{1,6})$/.exec(text ?? "");
  if (!found) return null;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return start < end ? { start, end } : null;
}

const lasting = /(?:^|\/)p\/([^/?#]+)\/c\/([0-9a-f]{10})(?:\/([^/?#]+))?(?:\/(\d{1,6}-\d{1,6}))?\/?$/;
const page = /(?:^|\/)p\/([^/?#]+)\/drafts\/([^/?#]+)\/clauses\/([0-9a-f-]{36})(?:[?#].*)?$/;

/**
 * What a lasting address names, or that of a clause's page as it stands in the browser's bar, pasted with or without its site and a
 * language; null for another address.
 */
export function readClauseAddress(pasted: string) {
  const address = pasted.trim();
  const [onPage, itsSlug = "", itsLabel, clauseId = ""] = page.exec(address) ?? [];
  if (onPage !== undefined) return { slug: itsSlug, code: clauseCode(clauseId), label: itsLabel, span: null };
  const found = lasting.exec(address);
  if (!found) return null;
  const [, slug = "", code = "", label, passage] = found;
  const span = readSpan(passage);
  return passage !== undefined && !span ? null : { slug, code, label, span };
}
