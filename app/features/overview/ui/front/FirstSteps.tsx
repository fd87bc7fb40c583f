import type { FirstStep, Newcomer } from "~/features/overview/domain/firstSteps";
import { useWords } from "~/i18n";
import { dismiss } from "~/ui/frame/head/dismissed";
import { Icon } from "~/ui/frame/shell/Icon";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly who: Newcomer;
  readonly steps: readonly FirstStep[];
  /** Whether they may start a process of their own. */
  readonly isFounder: boolean;
};

/** Leads somebody who is here for the first time; put away, it stays away in this browser. */
export function FirstSteps({ base, who, steps, isFounder }: Props) {
  const { t } = useWords();
  if (steps.length === 0) return null;
  return (
    <section className={`first-steps steps-${who}`} aria-labelledby="first">
      <h2 id="first">{t(`overview:first.title.${who}`)}</h2>
      <ol>
        {steps.map(({ step, path }) => (
          <li key={step}>
            <PageLink to={`${base}${path}`}>{t(`overview:first.${step}.title`)}</PageLink>
            <br />
            {t(`overview:first.${step}.body`)}
          </li>
        ))}
      </ol>
      {isFounder && (
        <p>
          <PageLink to="/start-process">{t("overview:first.own")}</PageLink>
        </p>
      )}
      <button type="button" onClick={() => dismiss(`steps-${who}`)} aria-label={t("overview:first.dismiss")}>
        <Icon name="close" />
      </button>
    </section>
  );
}
