import type { Block } from "~/features/drafts/domain/files/blocks";

/** The styles of a document by which its parts are known again when it is read in; word processors show their names. */
export const named = {
  sign: { id: "NoteSign", name: "Note Sign" },
  inlineCode: { id: "InlineCode", name: "Inline Code" },
  link: { id: "Hyperlink", name: "Hyperlink" },
  note: { id: "Note", name: "Note" },
  code: { id: "Code", name: "Code" },
  quote: { id: "Quote", name: "Quote" },
  rule: { id: "Rule", name: "Rule" },
  tableHead: { id: "TableHead", name: "Table Head" },
  inItem: { id: "ListContinue", name: "List Continue" },
  inInnerItem: { id: "ListContinue2", name: "List Continue 2" },
} as const;

type Headed = Exclude<Block["kind"], "paragraph" | "bullet" | "number" | "cell">;
export const headings: Readonly<Record<Headed, string>> = {
  title: "Title",
  section: "Heading1",
  clause: "Heading2",
  heading: "Heading3",
  quote: named.quote.id,
  code: named.code.id,
  note: named.note.id,
  rule: named.rule.id,
};

const mono = "Courier New";

/** How they are set. */
export function ownStyles(language: string) {
  const based = { basedOn: "Normal", quickFormat: true } as const;
  return {
    default: { document: { run: { language: { value: language } } } },
    paragraphStyles: [
      { ...named.note, ...based, run: { size: 18 } },
      { ...named.code, ...based, run: { font: mono, size: 20 } },
      { ...named.quote, ...based, run: { italics: false }, paragraph: { indent: { start: 720 } } },
      { ...named.rule, ...based },
      { ...named.tableHead, ...based, run: { bold: true } },
      { ...named.inItem, ...based, paragraph: { indent: { start: 720 } } },
      { ...named.inInnerItem, ...based, paragraph: { indent: { start: 1440 } } },
    ],
    characterStyles: [
      { ...named.sign, basedOn: "DefaultParagraphFont", run: { superScript: true } },
      { ...named.inlineCode, basedOn: "DefaultParagraphFont", run: { font: mono } },
    ],
  };
}
