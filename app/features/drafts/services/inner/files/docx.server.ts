import type { ParagraphChild } from "docx";
import type { Mark, TrackedBlock, TrackedRun } from "~/features/drafts/domain/files/tracked";
import { directionOf } from "~/kernel/language/languages";
import { wellFormed } from "~/kernel/text/markup";
import { headings, named, ownStyles } from "./docxStyles";

/** Who made changes, and when: what a word processor says beside each. */
export type Revised = { readonly author: string; readonly at: Date };
export type DocxHead = {
  readonly title: string;
  readonly language: string;
  readonly revised: Revised;
};

/** Twips of one step to the side. */
const step = 360;
const mostLevels = 9;

/**
 * Blocks as a document of Office Open XML. What was changed is tracked: whoever opens it takes or refuses each change. The library is
 * loaded when the first one is asked for: few readers do.
 */
export async function docxOf(
  blocks: readonly TrackedBlock[],
  head: DocxHead,
): Promise<Uint8Array<ArrayBuffer>> {
  const docx = await import("docx");
  const isRightToLeft = directionOf(head.language) === "rtl";
  let changes = 0;
  const change = () => ({ id: ++changes, author: head.revised.author, date: head.revised.at.toISOString() });

  const runsOf = (run: TrackedRun): ParagraphChild[] => {
    const style = run.sign ? named.sign : run.code ? named.inlineCode : run.link ? named.link : null;
    const lines = wellFormed(run.text).split("\n");
    const set = lines.map((text, at) => {
      const options = {
        ...(at > 0 ? { break: 1 } : {}),
        bold: run.bold ?? false,
        italics: run.italic ?? false,
        strike: run.struck ?? false,
        rightToLeft: isRightToLeft && /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(text),
        text,
        ...(style ? { style: style.id } : {}),
      };
      if (run.mark === "added") return new docx.InsertedTextRun({ ...options, ...change() });
      if (run.mark === "removed") return new docx.DeletedTextRun({ ...options, ...change() });
      return new docx.TextRun(options);
    });
    return run.link ? [new docx.ExternalHyperlink({ link: wellFormed(run.link), children: set })] : set;
  };

  const endOf = (mark: Mark) =>
    mark === "added"
      ? { run: { insertion: change() } }
      : mark === "removed"
        ? { run: { deletion: change() } }
        : {};

  const paragraphOf = (block: TrackedBlock) => {
    const { kind, level, anchor, list, mark, start = 1, cell } = block;
    const runs = block.runs.flatMap(runsOf);
    const within = Math.min(level, mostLevels - 1);
    return new docx.Paragraph({
      ...styleOf(block),
      ...endOf(mark),
      bidirectional: isRightToLeft,
      ...(kind === "bullet" ? { bullet: { level: within } } : {}),
      ...(kind === "number"
        ? { numbering: { reference: `from ${start}`, level: within, instance: list ?? 0 } }
        : {}),
      ...(level > 0 && kind !== "bullet" && kind !== "number" && !cell
        ? { indent: { start: 2 * level * step } }
        : {}),
      ...(kind === "rule" ? { thematicBreak: true } : {}),
      children: anchor ? [new docx.Bookmark({ id: anchor, children: runs })] : runs,
    });
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
          tableHeader: row[0]?.cell?.row === 0,
          children: padded.map(
            (cell) => new docx.TableCell({ children: [cell ? paragraphOf(cell) : new docx.Paragraph("")] }),
          ),
        });
      }),
    });
  };

  const children = grouped(blocks).flatMap((one) =>
    // Two tables without anything between them would be one.
    Array.isArray(one) ? [tableOf(one), new docx.Paragraph("")] : [paragraphOf(one)],
  );
  const starts = new Set([
    1,
    ...blocks.flatMap(({ kind, start }) => (kind === "number" && start ? start : [])),
  ]);
  const file = new docx.Document({
    title: wellFormed(head.title),
    creator: wellFormed(head.revised.author),
    styles: ownStyles(head.language),
    numbering: {
      config: [...starts].map((start) => ({
        reference: `from ${start}`,
        levels: Array.from({ length: mostLevels }, (_, level) => ({
          level,
          start,
          format: docx.LevelFormat.DECIMAL,
          text: `%${level + 1}.`,
          style: { paragraph: { indent: { start: 2 * (level + 1) * step, hanging: step } } },
        })),
      })),
    },
    sections: [{ children }],
  });
  return new Uint8Array(await docx.Packer.toArrayBuffer(file));
}

function styleOf({ kind, level, cell }: TrackedBlock): { style?: string } {
  if (cell) return cell.row === 0 ? { style: named.tableHead.id } : {};
  if (kind === "paragraph") {
    const style = level === 0 ? null : level === 1 ? named.inItem : named.inInnerItem;
    return style ? { style: style.id } : {};
  }
  return kind === "bullet" || kind === "number" || kind === "cell" ? {} : { style: headings[kind] };
}

/** Blocks, with the cells of each table together: those of what it was stand in it too. */
function grouped(blocks: readonly TrackedBlock[]): (TrackedBlock | TrackedBlock[])[] {
  const groups: (TrackedBlock | TrackedBlock[])[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (!block.cell) groups.push(block);
    else if (Array.isArray(last) && isOneTable(last[0], block)) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

const isOneTable = (one: TrackedBlock | undefined, other: TrackedBlock): boolean =>
  one?.cell?.table === other.cell?.table || (one?.mark === "removed") !== (other.mark === "removed");
