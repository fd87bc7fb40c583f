import type { NamedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Phase = "draft" | "open" | "void" | "closing" | "closed" | "compiled";

export type RoundLine = {
  number: number;
  title: LocalizedView;
  workgroup: string | null;
  phase: Phase;
  rule: NamedRule;
  ruleHash: string;
  opensAt: Date | null;
  closesAt: Date | null;
};

/** Rounds as a list; each says where it stands and what one can do about it. */
export function RoundList({
  base,
  rounds,
  empty,
}: {
  base: string;
  rounds: readonly RoundLine[];
  empty: string;
}) {
  const words = useWords();
  const { t } = words;
  if (rounds.length === 0) return <p className="quiet measure">{empty}</p>;
  return (
    <ul className="clean">
      {rounds.map((round) => (
        <li key={round.number}>
          <PageLink to={`${base}/rounds/${round.number}`}>
            <strong>
              {round.workgroup ? <bdi>{round.workgroup}</bdi> : t("rounds:public")} ·{" "}
              <Content view={round.title} />
            </strong>
          </PageLink>
          <br />
          <span className="quiet small">
            {t("rounds:number", { number: round.number })} · {t(`rounds:phase.${round.phase}`)} ·{" "}
            {t("rounds:countedBy")} <bdi>{ruleName(words, round.rule)}</bdi>
            {round.phase === "draft" && round.opensAt && (
              <>
                {" "}
                · {t("rounds:opens")} <Moment at={round.opensAt} />
              </>
            )}
            {round.phase === "open" && (
              <>
                {" "}
                ·{" "}
                {round.closesAt ? (
                  <>
                    {t("rounds:closes")} <Moment at={round.closesAt} />
                  </>
                ) : (
                  t("rounds:closesByHand")
                )}
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
