import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Moment } from "~/ui/text/Moment";
import { Go } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Phase = "draft" | "open" | "closing" | "closed" | "compiled";

export type RoundLine = {
  number: number;
  title: LocalizedView;
  workgroup: string | null;
  phase: Phase;
  ruleName: string;
  ruleHash: string;
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
  const { t } = useWords();
  if (rounds.length === 0) return <p className="quiet measure">{empty}</p>;
  return (
    <ul className="clean">
      {rounds.map((round) => (
        <li key={round.number}>
          <Go to={`${base}/rounds/${round.number}`}>
            <strong>
              {round.workgroup ? <bdi>{round.workgroup}</bdi> : t("rounds:public")} ·{" "}
              <Content view={round.title} />
            </strong>
          </Go>
          <br />
          <span className="quiet small">
            {t("rounds:number", { number: round.number })} · {t(`rounds:phase.${round.phase}`)} ·{" "}
            {t("rounds:countedBy")} <bdi>{round.ruleName}</bdi>
            {round.phase === "open" && round.closesAt && (
              <>
                {" "}
                · {t("rounds:closes")} <Moment at={round.closesAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

export type CompilationLine = {
  number: number;
  title: LocalizedView;
  ruleName: string;
  declaredBefore: boolean;
  publishedAt: Date | null;
  voters: number;
  components: number;
};

export function CompilationList({
  base,
  compilations,
}: {
  base: string;
  compilations: readonly CompilationLine[];
}) {
  const { t } = useWords();
  if (compilations.length === 0) return <p className="quiet measure">{t("result:list.empty")}</p>;
  return (
    <ul className="clean">
      {compilations.map((one) => (
        <li key={one.number}>
          <Go to={`${base}/results/${one.number}`}>
            <strong>
              <Content view={one.title} />
            </strong>
          </Go>
          <br />
          <span className="quiet small">
            {t("result:list.line", { voters: one.voters, components: one.components })} · {one.ruleName} ·{" "}
            {one.declaredBefore ? t("result:declaredBefore") : t("result:exploredAfter")}
            {!one.publishedAt && <> · {t("result:list.unpublished")}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Crumbs({
  base,
  process,
  children,
}: {
  base: string;
  process: LocalizedView;
  children?: React.ReactNode;
}) {
  const { t } = useWords();
  return (
    <nav className="crumb" aria-label={t("common:crumbs")}>
      <Go to={base}>
        <Content view={process} />
      </Go>
      {children && <> › {children}</>}
    </nav>
  );
}
