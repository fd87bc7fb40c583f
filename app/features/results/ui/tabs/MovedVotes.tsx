import type { ResultHead } from "~/features/results/domain/resultView";
import type { ResultView } from "~/features/results/services/view/resultView.server";
import type { Names } from "~/features/results/ui/words";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Labelled } from "~/ui/text/Labelled";

type Props = { head: ResultHead; moved: ResultView["moved"]; names: Names };

/** What was merged, mapped or left out, and which bands that moved. */
export function MovedVotes({ head, moved, names }: Props) {
  const { t } = useWords();
  const name = (key: string) => ownValue(names.components, key) ?? key;
  const merges = Object.entries(head.rule.merge);
  const { byMerging, byExcluding } = moved;
  return (
    <section className="section" aria-labelledby="moved">
      <h2 id="moved">{t("results:moved.title")}</h2>
      <ul className="clean measure">
        {head.mapping.length > 0 && (
          <li>
            {t("results:moved.mapping")}
            {head.mapping.map(({ from, to, version }) => (
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
        {byMerging.map((one) => (
          <li key={one.component}>
            <Labelled label={name(one.component)}>
              <BandMark band={one.other} />
            </Labelled>{" "}
            → <BandMark band={one.band} /> {t("results:moved.byMerging")}
          </li>
        ))}
        <li>
          {head.rule.exclude === "affiliated"
            ? t("results:moved.excluded", { count: head.excluded })
            : t("results:moved.noExclusions")}
        </li>
        {byExcluding.map((one) => (
          <li key={one.component}>
            <Labelled label={name(one.component)}>
              <BandMark band={one.other} />
            </Labelled>{" "}
            → <BandMark band={one.band} /> {t("results:moved.byExcluding")}
          </li>
        ))}
        {head.apart.map((group) => (
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
