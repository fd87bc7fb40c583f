import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { PasteTable } from "~/ui/table/PasteTable";
import { useTableAnswer } from "~/ui/table/useTableAnswer";
import { categoryName } from "./category";

type Row = { line: number; title: string; category: string; description: string };

/** Several components from a table or a list: pasted with the reason, looked at, put on the list. */
export function PasteComponents() {
  const { t } = useWords();
  const { read, problems, more } = useTableAnswer<Row, { csv: string; reason: string }>();
  const fields = read && (
    <>
      <input type="hidden" name="csv" value={read.pasted.csv} />
      <input type="hidden" name="reason" value={read.pasted.reason} />
    </>
  );
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
            {read.rows.map(({ line, title, category }) => (
              <li key={line}>
                <bdi>{title}</bdi> <span className="quiet small">{categoryName(t, category)}</span>
              </li>
            ))}
          </ol>
          {read.count > read.rows.length && (
            <p className="quiet">{t("common:sheet.more", { count: read.count - read.rows.length })}</p>
          )}
          <PostForm place="paste components" className="actions">
            {fields}
            <ToldFields told={read.pasted} />
            <Submit intent="paste">{t("components:manage.do.paste")}</Submit>
          </PostForm>
        </>
      )}
      <PasteTable
        intent="readPaste"
        label={t("components:manage.csv")}
        hint={t("components:manage.csvHint")}
        pasted={read?.pasted.csv}
        columns="component,category,description"
        isSecond={read?.rows !== undefined}
        after={
          <Field
            label={t("components:manage.reason")}
            hint={t("components:manage.reasonHint")}
            of={["readPaste", "reason"]}
          >
            <input name="reason" required maxLength={600} defaultValue={read?.pasted.reason} />
          </Field>
        }
      />
    </>
  );
}
