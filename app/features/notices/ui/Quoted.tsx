import { partsOfChange } from "~/features/notices/domain/change";
import { WordParts } from "~/ui/text/WordParts";

/** What somebody says of an act, or what it changed in a text. */
export const Quoted = ({ words, isChange }: { words: string; isChange: boolean }) => (
  <blockquote dir="auto">{isChange ? <WordParts parts={partsOfChange(words)} /> : words}</blockquote>
);
