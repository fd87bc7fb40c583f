import { organizersSteps } from "~/features/overview/domain/firstSteps";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";
import { PutAway, StartOwn } from "./PutAway";

/** Leads somebody who organizes for the first time; put away, it stays away in this browser. */
export function FirstSteps({ base, isFounder }: { readonly base: string; readonly isFounder: boolean }) {
  const { t } = useWords();
  return (
    <section className="first-steps steps-organizer" aria-labelledby="first">
      <h2 id="first">{t("overview:first.title.organizer")}</h2>
      <ol>
        {organizersSteps.map(({ step, path }) => (
          <li key={step}>
            <PageLink to={`${base}${path}`}>{t(`overview:first.${step}.title`)}</PageLink>
            <br />
            {t(`overview:first.${step}.body`)}
          </li>
        ))}
      </ol>
      {isFounder && (
        <p>
          <StartOwn />
        </p>
      )}
      <PutAway what="steps-organizer" />
    </section>
  );
}
