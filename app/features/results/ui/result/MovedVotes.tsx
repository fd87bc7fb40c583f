import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { Names } from "../words";

type Props = { result: ResultDocument; names: Names };

/** What was merged, mapped or left out, and which bands that moved. */
export function MovedVotes({ result, names }: Props) {
  const { t } = useWords();
  const name = (key: string) => ownValue(names.components, key) ?? key;
  const merges = Object.entries(result.rule.merge);
  const movedBy = (variant: string) =>
    result.components.flatMap((one) => {
      const other = one.under.find((candidate) => candidate.name === variant);
      return other && other.band !== one.band ? [{ one, other }] : [];
    });
  const byMerging = movedBy("merges-undone");
  const byExcluding = movedBy("with-affiliated");
  return (
    <section className="section" aria-labelledby="moved">
      <h2 id="moved">{t("results:moved.title")}</h2>
      <ul className="clean measure">
        {result.mapping.length > 0 && (
          <li>
            {t("results:moved.mapping")}
            {result.mapping.map(({ from, to, version }) => (
              <div key={from}>
                {name(from)} → {name(to)}{" "}
                <span className="quiet small">{t("common:components.version", { version })}</span>
              </div>
            ))}
          </li>
        )}
        {merges.length === 0 && <li>{t("results:moved.noMerges")}</li>}
        {merges.map(([from, to]) => (
          <li key={from}>{t("results:moved.merge", { from: name(from), to: name(to) })}</li>
        ))}
        {merges.length > 0 && byMerging.length === 0 && <li>{t("results:moved.mergesMovedNothing")}</li>}
        {byMerging.map(({ one, other }) => (
          <li key={one.component}>
            {name(one.component)}: <BandMark band={other.band} /> → <BandMark band={one.band} />{" "}
            {t("results:moved.byMerging")}
          </li>
        ))}
        <li>
          {result.rule.exclude === "affiliated"
            ? t("results:moved.excluded", { count: result.excluded })
            : t("results:moved.noExclusions")}
        </li>
        {byExcluding.map(({ one, other }) => (
          <li key={one.component}>
            {name(one.component)}: <BandMark band={other.band} /> → <BandMark band={one.band} />{" "}
            {t("results:moved.byExcluding")}
          </li>
        ))}
        {result.apart.map((group) => (
          <li key={group.workgroup}>
            {t("results:moved.apart")}
            <div className="legend">
              {group.components.map((one) => (
                <span key={one.component}>
                  {name(one.component)} <BandMark band={one.band} />
                </span>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
