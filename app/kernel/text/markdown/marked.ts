import { compareWords } from "../wordDiff";
import { escaped } from "./asTyped";
import type { Rendered } from "./html";

/** A passage of a rendered text, in UTF-16 units of its plain text, and what is to surround it. */
export type Mark = {
  readonly start: number;
  readonly end: number;
  readonly tag: "mark" | "ins" | "del";
  readonly id?: string;
};
/** Text that is shown although it is gone, before the character at a place. */
type Cut = { readonly at: number; readonly text: string };

/** A tag of our HTML, whose attributes are quoted, or the text up to the next one. */
const piece = /<(?:"[^"]*"|[^">])*>|[^<]+/g;
const inlineParents = new Set("p li td th em strong del a code sup dd dt ins".split(" "));
const voids = new Set(["br", "hr"]);

/** What rendered text says, its entities read. */
const read = (text: string) =>
  text.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));

/** The HTML with passages surrounded. */
export const withMarks = ({ html }: Rendered, marks: readonly Mark[]): string => decorated(html, marks, []);

/** The new text with what came in inserted and what went out deleted, word by word. */
export function comparison(before: Rendered, after: Rendered): string {
  const [was, is] = withTargets(before, after);
  const { added, cuts } = differences(was.plain, is.plain);
  return decorated(is.html, added, cuts);
}

/** The same in two columns: the old text with what went out marked, the new one with what came in. */
export function sides(before: Rendered, after: Rendered): { old: string; now: string } {
  const [was, is] = withTargets(before, after);
  const { added, removed } = differences(was.plain, is.plain);
  return { old: decorated(was.html, removed, []), now: decorated(is.html, added, []) };
}

/** Whether two texts say the same and lead to the same places: what differs is form alone. */
export function differInForm(before: Rendered, after: Rendered): boolean {
  const [was, is] = withTargets(before, after);
  return was.plain === is.plain;
}

/** Where two texts differ, in the positions of each. */
function differences(before: string, after: string) {
  const added: Mark[] = [];
  const removed: Mark[] = [];
  const cuts: Cut[] = [];
  let from = 0;
  let to = 0;
  for (const { kind, text } of compareWords(before, after)) {
    const { length } = text;
    if (kind === "removed") {
      cuts.push({ at: to, text });
      removed.push({ start: from, end: from + length, tag: "del" });
    } else if (kind === "added") added.push({ start: to, end: to + length, tag: "ins" });
    if (kind !== "added") from += length;
    if (kind !== "removed") to += length;
  }
  return { added, removed, cuts };
}

const link = /<a href="([^"#][^"]*)"[^>]*>(.*?)<\/a>/gs;

/** Both texts with the address after each link that leads elsewhere in the other, so that it can be compared. */
function withTargets(before: Rendered, after: Rendered): [Rendered, Rendered] {
  const linksOf = ({ html }: Rendered) => [...html.matchAll(link)].map(([, url, words]) => `${url} ${words}`);
  const [old, now] = [linksOf(before), linksOf(after)];
  if (old.join("\n") === now.join("\n")) return [before, after];
  const addressesOf = (links: readonly string[]) => links.map((one) => one.split(" ", 1)[0] as string);
  const isSame = addressesOf(old).join("\n") === addressesOf(now).join("\n");
  if (isSame) return [before, after];
  const shown = ({ html }: Rendered, others: readonly string[]): Rendered => {
    const left = new Map<string, number>();
    for (const one of others) left.set(one, (left.get(one) ?? 0) + 1);
    const said = html.replace(link, (whole, url: string, words: string) => {
      const one = `${url} ${words}`;
      const count = left.get(one) ?? 0;
      left.set(one, count - 1);
      return count > 0 ? whole : `${whole} (${asText(url)})`;
    });
    return { html: said, plain: read(said.replace(/<(?:"[^"]*"|[^">])*>/g, "")) };
  };
  return [shown(before, now), shown(after, old)];
}

/** An attribute's value as text: quotation marks need no entity there. */
const asText = (value: string) => escaped(read(value));

/** Surrounds passages and puts deleted text in its place, text by text. */
function decorated(html: string, marks: readonly Mark[], cuts: readonly Cut[]): string {
  if (marks.length === 0 && cuts.length === 0) return html;
  const inOrder = cuts.toSorted((a, b) => a.at - b.at);
  const byStart = marks.toSorted((a, b) => a.start - b.start);
  const out: string[] = [];
  const parents: string[] = [];
  let offset = 0;
  let shown = 0;
  let begun = 0;
  /** Marks that may reach into what follows. */
  let open: Mark[] = [];
  /** Where what is left of the cuts goes: the end of what the last text stands in. */
  let last = { depth: 0, at: -1 };
  for (const [one] of html.matchAll(piece)) {
    if (one.startsWith("</")) {
      if (parents.length === last.depth && last.at === -1) last.at = out.length;
      parents.pop();
      out.push(one);
      continue;
    }
    if (one.startsWith("<")) {
      const [tag = ""] = /[a-z0-9]+/.exec(one) ?? [];
      if (!voids.has(tag)) parents.push(tag);
      out.push(one);
      continue;
    }
    const text = read(one);
    const start = offset;
    const end = start + text.length;
    offset = end;
    // Line breaks between blocks stand where no inline element may: what belongs there waits for the next text.
    if (text.trim() === "" && !inlineParents.has(parents.at(-1) ?? "")) {
      out.push(one);
      continue;
    }
    for (let mark = byStart[begun]; mark && mark.start < end; mark = byStart[++begun]) open.push(mark);
    open = open.filter((mark) => mark.end > start);
    last = { depth: parents.length, at: -1 };
    const limits = new Set([start, end]);
    for (const mark of open)
      for (const at of [mark.start, mark.end]) if (at > start && at < end) limits.add(at);
    for (let i = shown; i < inOrder.length; i++) {
      const { at } = inOrder[i] as Cut;
      if (at >= end) break;
      if (at > start) limits.add(at);
    }
    const places = [...limits].sort((a, b) => a - b);
    for (const [i, from] of places.entries()) {
      for (let cut = inOrder[shown]; cut && cut.at <= from && from < end; cut = inOrder[++shown])
        out.push(deleted(cut));
      const to = places[i + 1];
      if (to === undefined) break;
      const around = open.filter((mark) => mark.start <= from && to <= mark.end);
      out.push(surrounded(escaped(text.slice(from - start, to - start)), around));
    }
  }
  const rest = inOrder.slice(shown).map(deleted);
  out.splice(last.at === -1 ? out.length : last.at, 0, ...rest);
  return out.join("");
}

/** However many marks there are around a piece, one element for each kind of them. */
function surrounded(inner: string, marks: readonly Mark[]): string {
  const tags = new Map<Mark["tag"], string[]>();
  for (const { tag, id } of marks)
    tags.set(tag, [...(tags.get(tag) ?? []), ...(id === undefined ? [] : [id])]);
  return [...tags].reduce((within, [tag, ids]) => {
    const named = ids.length === 0 ? "" : ` data-comment="${ids.slice(0, mostNamed).join(" ")}"`;
    return `<${tag}${named}>${within}</${tag}>`;
  }, inner);
}
/** Comments that a marked piece names. */
const mostNamed = 20;

const deleted = ({ text }: Cut) => `<del>${escaped(text)}</del>`;
