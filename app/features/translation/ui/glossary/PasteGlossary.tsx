import type { ShownWords } from "~/features/translation/ui/glossary/TermEntry";
import { WordsByLanguage } from "~/features/translation/ui/glossary/TermEntry";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { PasteTable } from "~/ui/table/PasteTable";
import { useTableAnswer } from "~/ui/table/useTableAnswer";

type Row = ShownWords & { readonly line: number; readonly term: string };

/** A glossary from a table: pasted or as a file, looked at, taken over. */
export function PasteGlossary() {
  const { t } = useWords();
  const { read, problems, more } = useTableAnswer<Row>();
  const fields = read && <input type="hidden" name="csv" value={read.pasted.csv} />;
  return (
    <>
      <LineProblems problems={problems} more={more} />
      {read && (
        <HowRead intent="readPaste" layout={read.layout} told={read.pasted}>
          {fields}
        </HowRead>
      )}
      {read?.rows && (
        <>
          <ol>
            {read.rows.map(({ line, term, ...words }) => (
              <li key={line}>
                <bdi>{term}</bdi>
                <WordsByLanguage words={[words]} />
              </li>
            ))}
          </ol>
          {read.count > read.rows.length && (
            <p className="quiet">{t("common:sheet.more", { count: read.count - read.rows.length })}</p>
          )}
          <PostForm place="paste glossary" className="actions">
            {fields}
            <ToldFields told={read.pasted} />
            <Submit intent="paste">{t("translation:xliff.do")}</Submit>
          </PostForm>
        </>
      )}
      <PasteTable
        intent="readPaste"
        label={t("translation:glossary.table")}
        hint={t("translation:glossary.tableHint")}
        pasted={read?.pasted.csv}
        columns="term,language,wanted,avoided,note"
        isSecond={read?.rows !== undefined}
      />
    </>
  );
}
