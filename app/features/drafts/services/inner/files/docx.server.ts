import type { ParagraphChild } from "docx";
import type { Mark, TrackedBlock, TrackedRun } from "~/features/drafts/domain/files/tracked";
import { directionOf } from "~/kernel/language/languages";

/** Who made changes, and when: what a word processor says beside each. */
export type Revised = { readonly author: string; readonly at: Date };
type Head = {
  readonly title: string;
  readonly language: string;
  readonly revised: Revised;
};

/** Twips of one step to the side. */
const step = 360;

/**
 * Blocks as a document of Office Open XML. What was changed is tracked: whoever opens it takes or refuses each change. The library is
 * loaded when the first one is asked for: few readers do.
 */
export async function docxOf(blocks: readonly TrackedBlock[], head: Head): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import("docx");
  const isRightToLeft = directionOf(head.language) === "rtl";
  let changes = 0;
  const change = () => ({ id: ++changes, author: head.revised.author, date: head.revised.at.toISOString() });

  const runOf = (run: TrackedRun): ParagraphChild => {
    const options = {
      children: run.text
        .split("\n")
        .flatMap((line, at) => (at === 0 ? [line] : [new docx.CarriageReturn(), line])),
      bold: run.bold ?? false,
      italics: run.italic ?? false,
      strike: run.struck ?? false,
      superScript: run.raised ?? false,
      rightToLeft: isRightToLeft,
      ...(run.code ? { font: "Courier New" } : {}),
      ...(run.link ? { style: "Hyperlink" } : {}),
    };
    if (run.mark === "added") return new docx.InsertedTextRun({ ...options, ...change() });
    if (run.mark === "removed")
      return new docx.DeletedTextRun({ ...options, children: [], text: run.text, ...change() });
    const text = new docx.TextRun(options);
    return run.link ? new docx.ExternalHyperlink({ link: run.link, children: [text] }) : text;
  };

  const endOf = (mark: Mark) =>
    mark === "added"
      ? { run: { insertion: change() } }
      : mark === "removed"
        ? { run: { deletion: change() } }
        : {};

  const paragraphOf = (block: TrackedBlock) => {
    const { kind, level, anchor, list, mark } = block;
    const runs = block.runs.map(runOf);
    return new docx.Paragraph({
      ...headingOf(kind),
      ...endOf(mark),
      bidirectional: isRightToLeft,
      ...(kind === "bullet" ? { bullet: { level: Math.min(level, 8) } } : {}),
      ...(kind === "number"
        ? { numbering: { reference: "numbers", level: Math.min(level, 8), instance: list ?? 0 } }
        : {}),
      ...(kind === "quote" ? { indent: { start: 2 * step } } : {}),
      ...(kind === "paragraph" && level > 0 ? { indent: { start: 2 * level * step } } : {}),
      children: anchor ? [new docx.Bookmark({ id: anchor, children: runs })] : runs,
    });
  };
  const headingOf = (kind: TrackedBlock["kind"]) => {
    if (kind === "title") return { heading: docx.HeadingLevel.TITLE };
    if (kind === "section") return { heading: docx.HeadingLevel.HEADING_1 };
    return kind === "heading" ? { heading: docx.HeadingLevel.HEADING_2 } : {};
  };

  const tableOf = (cells: readonly TrackedBlock[]) => {
    const columns = Math.max(1, ...cells.map(({ cell }) => cell?.columns ?? 1));
    const rows = new Map<string, TrackedBlock[]>();
    for (const cell of cells) {
      // What went out of a table stands in rows of its own.
      const key = `${cell.cell?.table} ${cell.cell?.row} ${cell.mark === "removed"}`;
      rows.set(key, [...(rows.get(key) ?? []), cell]);
    }
    return new docx.Table({
      width: { size: 100, type: docx.WidthType.PERCENTAGE },
      visuallyRightToLeft: isRightToLeft,
      rows: [...rows.values()].map((row) => {
        const mark = row.every((cell) => cell.mark === row[0]?.mark) ? (row[0]?.mark ?? "kept") : "kept";
        const tracked =
          mark === "added" ? { insertion: change() } : mark === "removed" ? { deletion: change() } : {};
        const padded = [...row, ...Array.from({ length: Math.max(0, columns - row.length) }, () => null)];
        return new docx.TableRow({
          ...tracked,
          children: padded.map(
            (cell) => new docx.TableCell({ children: [cell ? paragraphOf(cell) : new docx.Paragraph("")] }),
          ),
        });
      }),
    });
  };

  const children = grouped(blocks).map((one) => (Array.isArray(one) ? tableOf(one) : paragraphOf(one)));
  const file = new docx.Document({
    title: head.title,
    styles: { default: { document: { run: { language: { value: head.language } } } } },
    numbering: {
      config: [
        {
          reference: "numbers",
          levels: Array.from({ length: 9 }, (_, level) => ({
            level,
            format: docx.LevelFormat.DECIMAL,
            text: `%${level + 1}.`,
            style: { paragraph: { indent: { start: 2 * (level + 1) * step, hanging: step } } },
          })),
        },
      ],
    },
    sections: [{ children }],
  });
  return new Uint8Array(await docx.Packer.toArrayBuffer(file));
}

/** Blocks, with the cells of each table together: those of what it was stand in it too. */
function grouped(blocks: readonly TrackedBlock[]): (TrackedBlock | TrackedBlock[])[] {
  const groups: (TrackedBlock | TrackedBlock[])[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (!block.cell) groups.push(block);
    else if (Array.isArray(last)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}
