import type { Element, ElementContent, Root as HtmlRoot } from "hast";
import type { FootnoteDefinition, Nodes, Root } from "mdast";
import { visit } from "unist-util-visit";

/** Where word processors, other programs and our own files have the words of a note: the ids of their items begin so. */
const noteId = /^(?:user-content-)?(footnote|endnote|fn)-(.+)$/;
const backLink = /^#(?:user-content-)?(?:footnote-ref|endnote-ref|fnref)-/;

const labelIn = (id: unknown): string | null => {
  const [, kind, name] = noteId.exec(typeof id === "string" ? id : "") ?? [];
  if (!kind || !name || name.startsWith("ref-")) return null;
  return kind === "fn" ? name : `${kind[0]}${name}`;
};

const isElement = (node: unknown, tag?: string): node is Element =>
  typeof node === "object" &&
  node !== null &&
  (node as Element).type === "element" &&
  (tag === undefined || (node as Element).tagName === tag);

export const hasClass = ({ properties }: Element, name: string): boolean =>
  Array.isArray(properties.className) && properties.className.includes(name);

const textOfHtml = (node: ElementContent | HtmlRoot["children"][number]): string =>
  node.type === "text" ? node.value : "children" in node ? node.children.map(textOfHtml).join("") : "";

/** The note that a raised sign refers to; null for one that refers to none. */
export function referenceIn(sup: Element): string | null {
  if (hasClass(sup, "note-sign")) return textOfHtml(sup).trim() || null;
  const link = sup.children.find((one) => isElement(one, "a"));
  const { href } = isElement(link) ? link.properties : {};
  return typeof href === "string" && href.startsWith("#") ? labelIn(href.slice(1)) : null;
}

/** Whether a link leads from a note back to its sign, which a note of ours does by itself. */
export const isBackLink = ({ properties: { href } }: Element): boolean =>
  typeof href === "string" && backLink.test(href);

/** The notes that a list is made of, by their labels; null for a list of anything else. */
function notesIn(list: Element): readonly (readonly [label: string, item: Element])[] | null {
  const items = list.children.filter((one) => isElement(one, "li"));
  const notes = items.flatMap((item) => {
    const label = labelIn(item.properties.id);
    return label === null ? [] : [[label, item] as const];
  });
  return notes.length > 0 && notes.length === items.length ? notes : null;
}

const asideOf = (label: string, children: ElementContent[]): Element => ({
  type: "element",
  tagName: "aside",
  properties: { dataNote: label },
  children,
});

/** Puts the words of each note into one element, `aside`, which names it. */
export function gatherNotes(parent: HtmlRoot | Element): void {
  const children: (ElementContent | HtmlRoot["children"][number])[] = [];
  for (const child of parent.children) {
    if (isElement(child) && child.tagName === "p" && hasClass(child, "note")) {
      const at = child.children.findIndex((one) => isElement(one));
      const sign = child.children[at];
      const isBegun =
        isElement(sign, "sup") &&
        hasClass(sign, "note-sign") &&
        child.children.slice(0, at).every((one) => textOfHtml(one).trim() === "");
      const last = children.findLast((one) => isElement(one) || textOfHtml(one).trim() !== "");
      if (isBegun) {
        const rest = { ...child, children: child.children.slice(at + 1) };
        children.push(asideOf(textOfHtml(sign).trim(), [rest]));
        continue;
      }
      if (isElement(last, "aside") && last.properties.dataNote) {
        last.children.push(child);
        continue;
      }
    }
    const notes = isElement(child, "ol") ? notesIn(child) : null;
    if (notes) {
      children.push(...notes.map(([label, item]) => asideOf(label, item.children)));
      continue;
    }
    if (isElement(child)) gatherNotes(child);
    children.push(child);
  }
  parent.children = children as typeof parent.children;
}

/** The words of all notes of a text, by their labels; the first of two that are called alike counts. */
export function notesOf(tree: Root): Map<string, FootnoteDefinition> {
  const notes = new Map<string, FootnoteDefinition>();
  visit(tree as Nodes, "footnoteDefinition", (node) => {
    if (!notes.has(node.identifier)) notes.set(node.identifier, node);
  });
  return notes;
}

/** The notes that a text refers to, by their labels. */
export function referencesOf(tree: Nodes): Set<string> {
  const labels = new Set<string>();
  visit(tree, "footnoteReference", ({ identifier }) => {
    labels.add(identifier);
  });
  return labels;
}

/** Makes a sign that refers to no note a word like any other. */
export function withoutLooseSigns(tree: Root, notes: ReadonlyMap<string, unknown>): void {
  visit(tree as Nodes, "footnoteReference", (node, at, parent) => {
    if (notes.has(node.identifier) || !parent || at === undefined) return;
    parent.children[at] = { type: "text", value: node.label ?? node.identifier };
  });
}

/** A part of a text with the notes that it refers to, and without those that only other parts do. */
export function withNotes(
  part: Root,
  notes: ReadonlyMap<string, FootnoteDefinition>,
  referred: ReadonlySet<string>,
): Root {
  const wanted = referencesOf(part as Nodes);
  const children = part.children.filter(
    (node) =>
      node.type !== "footnoteDefinition" || wanted.has(node.identifier) || !referred.has(node.identifier),
  );
  const own = notesOf({ ...part, children });
  const lacking = [...wanted].flatMap((label) => {
    const note = own.has(label) ? undefined : notes.get(label);
    return note ? [note] : [];
  });
  return { ...part, children: [...children, ...lacking] };
}
