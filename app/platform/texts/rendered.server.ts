import { asTyped } from "~/kernel/text/markdown/asTyped";
import { placed, type Rendered, render } from "~/kernel/text/markdown/html";
import { comparison, differInForm, type Mark, sides, withMarks } from "~/kernel/text/markdown/marked";
import type { Kind } from "~/kernel/text/markdown/syntax";
import { BoundedCache } from "../boundedCache";

/**
 * Laying out a text costs more than all else that a page does with it, and a text always gives the same HTML.
 * So each is laid out once for all its readers.
 */
const mostCharacters = 24_000_000;
const texts = new BoundedCache<Rendered>(mostCharacters, ({ html, plain }) => html.length + plain.length);
const made = new BoundedCache<string>(mostCharacters, (html) => html.length);

const separator = "\u2029";
const keyOf = (...parts: readonly string[]) => parts.join(separator);

/** Texts that were laid out for a reader because nothing was stored of them; bounded, and emptied by a job. */
const mostWithoutRow = 500;
const waiting = new Map<string, readonly [Kind, string]>();
export const withoutRow = {
  take: (): (readonly [Kind, string])[] => {
    const all = [...waiting.values()];
    waiting.clear();
    return all;
  },
};

/** Whether this process knows how a text is shown. */
export const isKnown = (kind: Kind, source: string): boolean => texts.get(keyOf(kind, source)) !== undefined;
/** Remembers how a text is shown. */
export const learn = (kind: Kind, source: string, shown: Rendered): void =>
  texts.set(keyOf(kind, source), shown);

/** A text as it is shown. One that breaks a bound is shown as it was typed, so that it alone fails. */
export function laidOut(kind: Kind, source: string): Rendered {
  return texts.getOrMake(keyOf(kind, source), () => {
    if (source !== "") waiting.set(keyOf(kind, source), [kind, source]);
    const [oldest] = waiting.keys();
    if (waiting.size > mostWithoutRow && oldest !== undefined) waiting.delete(oldest);
    const shown = render(source, kind);
    return "html" in shown ? shown : asTyped(source);
  });
}

/** Markdown as HTML, with some passages marked. `prefix` keeps the ids of footnotes apart on a page. */
export function renderCached(kind: Kind, body: string, prefix: string, marks: readonly Mark[] = []): string {
  const shown = laidOut(kind, body);
  if (marks.length === 0) return placed(shown.html, prefix);
  const key = keyOf("marked", kind, JSON.stringify(marks), body);
  return placed(
    made.getOrMake(key, () => withMarks(shown, marks)),
    prefix,
  );
}

/** What a reader of the rendered text sees; anchors count in it. */
export const plainTextCached = (kind: Kind, body: string): string => laidOut(kind, body).plain;

/** Two texts of a clause, with what came in and what went out marked in the new one. */
export function compareCached(before: string, after: string, prefix: string): string {
  const html = made.getOrMake(keyOf("compared", before, after), () =>
    comparison(laidOut("clause", before), laidOut("clause", after)),
  );
  return placed(html, prefix);
}

/** The same in two columns. */
export function sidesCached(before: string, after: string, prefix: string): { old: string; now: string } {
  const both = made.getOrMake(keyOf("sides", before, after), () =>
    JSON.stringify(sides(laidOut("clause", before), laidOut("clause", after))),
  );
  const { old, now } = JSON.parse(both) as { old: string; now: string };
  return { old: placed(old, `${prefix}o-`), now: placed(now, prefix) };
}

/** Whether two texts of a clause differ in form alone: a list, emphasis, not words or where links lead. */
export const differInFormCached = (before: string, after: string): boolean =>
  before !== after && differInForm(laidOut("clause", before), laidOut("clause", after));
