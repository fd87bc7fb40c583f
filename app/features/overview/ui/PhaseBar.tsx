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

/** How far the process has come: what is over, what goes on now, what is to come, each with its page where there is something. */
export function PhaseBar({ base, phases }: { base: string; phases: readonly PhaseShown[] }) {
  const { t, format } = useWords();
  return (
    <section aria-label={t("overview:phases")}>
      <ol className="phases">
        {phases.map(({ phase, state, says, count, label = "", at }) => {
          const name = t(`overview:phase.${phase}`);
          const said = says === "none" ? (`${phase}None` as const) : says;
          return (
            <li key={phase} className={state}>
              <strong>
                {says === "none" ? name : <PageLink to={`${base}/${pages[phase]}`}>{name}</PageLink>}
                {state === "now" && <span className="now">{t("overview:phaseState.now")}</span>}
                {state === "done" && (
                  <span role="img" aria-label={t("overview:phaseState.done")}>
                    {" "}
                    ✓
                  </span>
                )}
              </strong>
              <span>
                {t(`overview:phaseSays.${said}`, {
                  count,
                  label,
                  day: at ? format.date(at) : "",
                })}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
