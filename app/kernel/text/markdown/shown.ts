import type { List, Nodes, PhrasingContent, Root, Table } from "mdast";

/** Every row as wide as the widest: a page would leave out the cells that the first row has no place for. */
export function wholeRows(table: Table): void {
  const width = table.children.reduce((most, row) => Math.max(most, row.children.length), 0);
  const align = table.align ?? [];
  table.align = Array.from({ length: width }, (_, at) => align[at] ?? null);
  for (const row of table.children)
    while (row.children.length < width) row.children.push({ type: "tableCell", children: [] });
}

/** The items of a numbered list with the numbers that were typed, where counting on would give others. */
export function withNumbers(list: List, source: string): void {
  if (!list.ordered) return;
  let next = list.start ?? 1;
  for (const item of list.children) {
    const at = item.position?.start.offset ?? 0;
    const number = Number(/^\d{1,9}/.exec(source.slice(at, at + 9))?.[0] ?? next);
    // "1." before every item is how Markdown is often written, and means to count on.
    if (number !== next && number !== list.start) {
      item.data = { ...item.data, hProperties: { value: String(number) } };
      next = number;
    }
    next += 1;
  }
}

/** A new line in a message is a new line on the page. */
export function withBreaks(tree: Root): void {
  const visit = (parent: Nodes): void => {
    if (!("children" in parent)) return;
    for (const child of parent.children as Nodes[]) visit(child);
    const isBroken = (parent.children as Nodes[]).some(
      (one) => one.type === "text" && one.value.includes("\n"),
    );
    if (!isBroken) return;
    const children = (parent.children as PhrasingContent[]).flatMap((one): PhrasingContent[] => {
      if (one.type !== "text") return [one];
      const [first = "", ...rest] = one.value.split(/[ \t]*\n[ \t]*/);
      const lines = rest.flatMap((line): PhrasingContent[] => [
        { type: "break" },
        { type: "text", value: line },
      ]);
      return [{ type: "text", value: first }, ...lines];
    });
    (parent as { children: Nodes[] }).children = children.filter(
      (one) => one.type !== "text" || one.value !== "",
    );
  };
  visit(tree);
}
