import type { ReactNode } from "react";
import type { Stability } from "~/features/drafts/domain/clause";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";

export type ClauseShown = {
  readonly id: string;
  readonly kind: string;
  readonly stability: Stability;
  readonly number: string;
  readonly heading: string;
  readonly html: string;
  readonly language: string;
  readonly state: "source" | "reviewed" | "fallback" | "stale";
  readonly source: { readonly heading: string; readonly html: string } | null;
};

/** One clause as it is read: number, heading, text, and what belongs to it below. */
export function ClauseText({
  clause,
  to,
  sourceLanguage,
  isAlone = false,
  margin,
  children,
}: {
  clause: ClauseShown;
  /** Its own page. */
  to: string;
  sourceLanguage: ContentLanguage;
  /** On its own page it stands right below the title. */
  isAlone?: boolean;
  /** What stands beside it where there is room. */
  margin?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const isSection = clause.kind === "section";
  const Heading = isSection || isAlone ? "h2" : "h3";
  return (
    <section
      className={isSection ? "clause clause-section" : "clause"}
      id={`c-${clause.id}`}
      aria-label={clause.number}
    >
      <div className="clause-number">
        <PageLink to={to} aria-label={t("drafts:clause.open", { number: clause.number })}>
          {clause.number}
        </PageLink>
      </div>
      <div>
        {clause.heading && (
          <Heading lang={clause.language} dir={directionOf(clause.language)}>
            {clause.heading}
          </Heading>
        )}
        <div
          data-clause={clause.id}
          data-language={clause.language}
          className={clause.source ? "beside" : undefined}
        >
          {clause.html && <Html html={clause.html} language={clause.language} className="clause-body" />}
          {clause.source?.html && (
            <Html html={clause.source.html} language={sourceLanguage} className="clause-source" />
          )}
        </div>
        {(clause.state === "fallback" || clause.state === "stale") && (
          <p className="frag">
            {clause.state === "fallback" ? t("common:translation.fallback") : t("common:translation.stale")}
          </p>
        )}
        {children}
      </div>
      {margin && <div className="clause-margin">{margin}</div>}
    </section>
  );
}

/** How likely a clause is to change, as a word with a sign of four steps. */
export function StabilityMark({ stability }: { stability: Stability }) {
  const { t } = useWords();
  return <span className={`stability stability-${stability}`}>{t(`drafts:stability.${stability}`)}</span>;
}
