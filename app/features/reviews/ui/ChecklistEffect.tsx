import { type RefObject, useEffect, useState } from "react";
import { type AskedLevel, levels } from "~/features/results/domain/checklist";
import type { ReviewRule } from "~/features/reviews/domain/conclusion";
import type { Verdict } from "~/features/reviews/domain/flips";
import { type Marks, verdictByMarks } from "~/features/reviews/domain/marks";
import type { AskedItem } from "~/features/reviews/domain/standing";
import { useWords } from "~/i18n";
import type { Paged } from "~/kernel/paging";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Pager } from "~/ui/text/Pager";
import { VerdictMark } from "./VerdictMark";

export type EffectData = {
  readonly rule: ReviewRule;
  /** Every component that the form has a row for. */
  readonly components: readonly string[];
  readonly systems: Paged<{
    readonly key: string;
    readonly name: string;
    readonly before: Verdict | null;
    readonly marks: Marks;
  }>;
  /** Label of the version before. */
  readonly before: string | null;
};

/**
 * Which systems meet a checklist as it stands in a form, while levels and legal frameworks are changed. Without a script
 * it shows what was saved last.
 */
export function ChecklistEffect({
  form,
  saved,
  data,
}: {
  form: RefObject<HTMLFormElement>;
  saved: readonly AskedItem[];
  data: EffectData;
}) {
  const { t } = useWords();
  const [items, setItems] = useState(saved);
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const read = () => setItems(itemsIn(element));
    read();
    element.addEventListener("input", read);
    return () => element.removeEventListener("input", read);
  }, [form]);
  if (data.systems.total === 0) return null;
  return (
    <section className="section" aria-labelledby="effect">
      <h2 id="effect">{t("reviews:effect.title")}</h2>
      <p className="quiet measure">{t("reviews:effect.lead")}</p>
      <Scroll label={t("reviews:effect.title")}>
        <table aria-live="polite">
          <TableHead
            columns={[
              t("reviews:system"),
              ...(data.before ? [t("reviews:effect.before", { label: data.before })] : []),
              t("reviews:effect.now"),
            ]}
          />
          <tbody>
            {data.systems.rows.map((system) => {
              const verdict = verdictByMarks(system.marks, { ...data, items: saved }, items);
              const flips = system.before !== null && system.before !== verdict;
              return (
                <tr key={system.key}>
                  <th scope="row">
                    <bdi>{system.name}</bdi>
                  </th>
                  {data.before && <td>{system.before && <VerdictMark verdict={system.before} />}</td>}
                  <td>
                    <VerdictMark verdict={verdict} />
                    {flips && <span className="frag"> {t("reviews:effect.flip")}</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      <Pager page={data.systems.page} pages={data.systems.pages} name="systems" part="effect" />
    </section>
  );
}

/** The levels and frameworks of a checklist form, by its fields' names. */
function itemsIn(form: HTMLFormElement): AskedItem[] {
  const fields = new FormData(form);
  return [...fields.entries()].flatMap(([name, level]): AskedItem[] => {
    const [, component] = /^items\.(.+)\.level$/.exec(name) ?? [];
    const known = levels.find((one) => one === (level as AskedLevel));
    if (!component || !known) return [];
    return [{ component, level: known, framework: String(fields.get(`items.${component}.framework`) ?? "") }];
  });
}
