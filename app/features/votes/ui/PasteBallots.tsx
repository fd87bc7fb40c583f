import { choiceNames } from "~/features/rules/domain/ballotBox";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { PasteTable } from "~/ui/table/PasteTable";
import { useTableAnswer } from "~/ui/table/useTableAnswer";

type Named = readonly { readonly key: string; readonly title: string }[];
type Row = { readonly line: number; readonly voter: string; readonly answers: number };

/** Ballots from a sheet as it is: pasted, its columns, names and choices said, looked at, cast. */
export function PasteBallots({
  terms,
}: {
  terms: {
    readonly workgroups: Named;
    readonly components: Named;
    readonly criteria: Named;
    readonly seats: readonly string[];
    readonly offered: readonly string[];
  };
}) {
  const { t } = useWords();
  const { read, problems, more } = useTableAnswer<Row>();
  const named = (list: Named) => list.map(({ key, title }) => ({ value: key, label: title }));
  return (
    <>
      <LineProblems problems={problems} more={more} />
      {read && (
        <HowRead
          intent="read"
          layout={read.layout}
          told={read.pasted}
          unknown={read.unknown ?? []}
          meanings={{
            workgroup: named(terms.workgroups),
            component: named(terms.components),
            criterion: named(terms.criteria),
            voter: terms.seats.map((seat) => ({ value: seat, label: seat })),
            choice: choiceNames
              .filter((one) => terms.offered.includes(one))
              .map((one) => ({ value: one, label: t(`votes:choice.${one}`) })),
          }}
        >
          <input type="hidden" name="csv" value={read.pasted.csv} />
        </HowRead>
      )}
      {read?.rows && (
        <>
          <ul className="clean">
            {read.rows.map(({ line, voter, answers }) => (
              <li key={line}>
                <bdi>{voter}</bdi> · {t("votes:file.answers", { count: answers })}
              </li>
            ))}
          </ul>
          <PostForm place="ballots" className="actions">
            <input type="hidden" name="csv" value={read.pasted.csv} />
            <ToldFields told={read.pasted} />
            <Submit intent="import">{t("votes:file.do", { count: read.count })}</Submit>
          </PostForm>
        </>
      )}
      <PasteTable
        intent="read"
        label={t("votes:file.paste")}
        hint={t("votes:file.hint")}
        pasted={read?.pasted.csv}
        columns="voter,component,criterion,choice"
      />
    </>
  );
}
