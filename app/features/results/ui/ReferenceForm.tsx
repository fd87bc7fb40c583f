import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { PasteTable } from "~/ui/table/PasteTable";
import { Scroll } from "~/ui/table/Scroll";
import { useTableAnswer } from "~/ui/table/useTableAnswer";

type Row = { line: number; component: string; label: string; total: number | null };

/** Figures that were published elsewhere, from a table: pasted, looked at, set beside the result. */
export function ReferenceForm({ source, components }: { source: string; components: readonly string[] }) {
  const { t } = useWords();
  const { read, problems, more } = useTableAnswer<Row, { csv: string; source: string }>();
  const fields = read && (
    <>
      <input type="hidden" name="csv" value={read.pasted.csv} />
      <input type="hidden" name="source" value={read.pasted.source} />
    </>
  );
  return (
    <>
      <LineProblems problems={problems} more={more} />
      {read && (
        <HowRead
          intent="readReference"
          layout={read.layout}
          told={read.pasted}
          unknown={read.unknown ?? []}
          meanings={{ component: components.map((one) => ({ value: one, label: one })) }}
        >
          {fields}
        </HowRead>
      )}
      {read?.rows && (
        <>
          <Scroll label={t("counting:reference.title")}>
            <table>
              <tbody>
                {read.rows.map(({ line, component, label, total }) => (
                  <tr key={line}>
                    <th scope="row">
                      <bdi>{component}</bdi>
                    </th>
                    <td>
                      <bdi>{label}</bdi>
                    </td>
                    <td className="n">{total}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          <PostForm place="reference" className="actions">
            {fields}
            <ToldFields told={read.pasted} />
            <Submit intent="reference">{t("common:save")}</Submit>
          </PostForm>
        </>
      )}
      <PasteTable
        intent="readReference"
        label={t("counting:reference.csv")}
        pasted={read?.pasted.csv}
        columns="component,label,total"
        before={
          <Field label={t("counting:reference.source")} of={["readReference", "source"]}>
            <input name="source" required maxLength={200} defaultValue={read?.pasted.source ?? source} />
          </Field>
        }
      />
    </>
  );
}
