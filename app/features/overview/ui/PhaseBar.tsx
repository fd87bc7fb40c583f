import type { Phase, PhaseShown } from "~/features/overview/domain/phases";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** The page below the process that each phase has. */
const pages: Readonly<Record<Phase, string>> = {
  setup: "components",
  vote: "votes",
  draft: "drafts",
  approve: "approvals",
  release: "board",
};

/**
 * How far the process has come: what is over, what goes on now, what is to come, each with its page where there is something.
 * On a narrow screen only the names stand beside each other, and below them what goes on.
 */
export function PhaseBar({ base, phases }: { base: string; phases: readonly PhaseShown[] }) {
  const { t, format } = useWords();
  const says = ({ phase, says, count, label = "", at }: PhaseShown) =>
    t(`overview:phaseSays.${says === "none" ? (`${phase}None` as const) : says}`, {
      count,
      label,
      day: at ? format.date(at) : "",
    });
  const now = phases.filter(({ state }) => state === "now");
  return (
    <section className="phase-card" aria-label={t("overview:phases")}>
      <ol className="phases">
        {phases.map((one) => {
          const { phase, state } = one;
          const name = t(`overview:phase.${phase}`);
          return (
            <li key={phase} className={state}>
              <strong>
                {one.says === "none" ? name : <PageLink to={`${base}/${pages[phase]}`}>{name}</PageLink>}
                {state === "done" && (
                  <span role="img" aria-label={t("overview:phaseState.done")}>
                    {" "}
                    ✓
                  </span>
                )}
              </strong>
              {state === "now" && <span className="now">{t("overview:phaseState.now")}</span>}
              <span className="says">{says(one)}</span>
            </li>
          );
        })}
      </ol>
      <dl className="phases-now">
        {now.map((one) => (
          <div key={one.phase}>
            <dt>{t(`overview:phase.${one.phase}`)}</dt>
            <dd>{says(one)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
