import { useDeferredValue, useMemo, useState } from "react";
import type { Exploration } from "~/features/results/domain/explorationQuery";
import type { BallotsFile } from "~/features/results/domain/explore";
import type { ResultComponent } from "~/features/results/domain/resultDocument";
import type { Names } from "~/features/results/ui/words";
import type { Rule } from "~/features/rules/domain/rule";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";

type Props = {
  readonly domain: typeof import("~/features/results/domain/explore");
  readonly ballots: BallotsFile;
  readonly published: { readonly components: readonly Pick<ResultComponent, "component" | "band">[] };
  readonly rule: Rule;
  readonly chosen: Exploration;
  readonly names: Names;
};

/** The bands in the other way beside those of the result. */
export function Explored({ domain, ballots, published, rule, chosen, names }: Props) {
  const { t } = useWords();
  const [isAll, showAll] = useState(false);
  const asked = useDeferredValue(chosen);
  const box = useMemo(() => domain.boxOfFile(ballots), [domain, ballots]);
  const rows = useMemo(() => domain.explored(box, rule, asked), [domain, box, rule, asked]);
  if (rows === null) return <p role="status">{t("results:explore.nobody")}</p>;
  const bands = new Map(published.components.map(({ component, band }) => [component, band]));
  // What the files say is counted before it is believed.
  const isAsPublished = rows.every(({ component, from }) => bands.get(component) === from);
  const moved = rows.filter(({ from, to }) => from !== to);
  const shown = isAll ? rows : moved;
  return (
    <>
      <p className={isAsPublished ? "quiet small" : "notice bad"}>
        {t(isAsPublished ? "results:explore.holds" : "results:explore.differs")}
      </p>
      <p role="status">
        <strong>{t("results:explore.moved", { count: moved.length, total: rows.length })}</strong>
      </p>
      <label className="check">
        <input type="checkbox" checked={isAll} onChange={({ target }) => showAll(target.checked)} />
        <span>{t("results:explore.all")}</span>
      </label>
      {shown.length > 0 && (
        <Scroll label={t("results:explore.title")}>
          <table>
            <TableHead
              columns={[t("results:table.component"), t("results:explore.from"), t("results:explore.to")]}
            />
            <tbody>
              {shown.map(({ component, from, to }) => (
                <tr key={component}>
                  <th scope="row">
                    <bdi>{ownValue(names.components, component) ?? component}</bdi>
                  </th>
                  <td>
                    <BandMark band={from} />
                  </td>
                  <td>{from === to ? t("results:explore.same") : <BandMark band={to} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
