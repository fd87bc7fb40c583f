import { cellValues } from "~/features/reviews/domain/cells";
import type { FileCell } from "~/features/reviews/domain/cellsCsv";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { PasteTable } from "~/ui/table/PasteTable";
import { useTableAnswer } from "~/ui/table/useTableAnswer";

type Named = { readonly title: string };
type Props = {
  draft: string;
  criteria: readonly (Named & { readonly key: string })[];
  components: readonly (Named & { readonly component: string })[];
};
type Row = Pick<FileCell, "component" | "criterion" | "value"> & { line: number };

/** A whole review from a table: pasted, looked at, stored. */
export function PasteReview({ draft, criteria, components }: Props) {
  const { t } = useWords();
  const { read, problems, more } = useTableAnswer<Row, { csv: string; draft: string }>();
  const here = read?.pasted.draft === draft ? read : undefined;
  const titles = new Map<string, string>([
    ...components.map(({ component, title }) => [`component ${component}`, title] as const),
    ...criteria.map(({ key, title }) => [`criterion ${key}`, title] as const),
  ]);
  const title = (column: string, key: string) => titles.get(`${column} ${key}`) ?? key;
  const fields = (
    <>
      <input type="hidden" name="draft" value={draft} />
      {here && <input type="hidden" name="csv" value={here.pasted.csv} />}
    </>
  );
  return (
    <>
      <LineProblems problems={problems} more={more} />
      {here && (
        <HowRead
          intent="read"
          layout={here.layout}
          told={here.pasted}
          unknown={here.unknown ?? []}
          meanings={{
            component: components.map((one) => ({ value: one.component, label: one.title })),
            criterion: criteria.map((one) => ({ value: one.key, label: one.title })),
            value: cellValues.map((value) => ({ value, label: t(`reviews:value.${value}`) })),
          }}
        >
          {fields}
        </HowRead>
      )}
      {here?.rows && (
        <>
          <ul className="clean">
            {here.rows.map(({ line, component, criterion, value }) => (
              <li key={line}>
                <bdi>{title("component", component)}</bdi> · <bdi>{title("criterion", criterion)}</bdi> ·{" "}
                {t(`reviews:value.${value}`)}
              </li>
            ))}
          </ul>
          {here.count > here.rows.length && (
            <p className="quiet">{t("common:sheet.more", { count: here.count - here.rows.length })}</p>
          )}
          <PostForm place={`paste review ${draft}`} className="actions">
            {fields}
            <ToldFields told={here.pasted} />
            <Submit intent="import">{t("reviews:form.import")}</Submit>
          </PostForm>
        </>
      )}
      <PasteTable
        intent="read"
        label={t("reviews:form.csv")}
        pasted={here?.pasted.csv}
        columns="component,criterion,value,url,note"
        before={<input type="hidden" name="draft" value={draft} />}
      />
    </>
  );
}
