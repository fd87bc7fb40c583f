import { Fragment } from "react";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { Html } from "~/ui/text/Html";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

type Entry = {
  readonly number: number;
  readonly question: string;
  readonly html: string;
  readonly language: string;
  readonly state: "source" | "reviewed" | "fallback" | "stale";
  readonly clauses: readonly { readonly id: string; readonly label: string; readonly title: string }[];
  readonly credit: {
    readonly comment: string;
    readonly number: number;
    readonly label: string;
    readonly names: readonly string[];
  } | null;
};

/** A question with its answer, the clauses it explains and whose thread it came from. */
export function FaqEntry({
  base,
  entry,
  isAlone = false,
}: {
  base: string;
  entry: Entry;
  /** On a page of its own, whose heading has the question. */
  isAlone?: boolean;
}) {
  const { t, format } = useWords();
  return (
    <article className="faq" id={`q-${entry.number}`}>
      {!isAlone && (
        <h2>
          <PageLink to={`${base}/faq/${entry.number}`}>
            <span lang={entry.language} dir={directionOf(entry.language)}>
              {entry.question}
            </span>
          </PageLink>
        </h2>
      )}
      <Html html={entry.html} language={entry.language} />
      {(entry.state === "fallback" || entry.state === "stale") && (
        <p className="frag">
          {entry.state === "fallback" ? t("common:translation.fallback") : t("common:translation.stale")}
        </p>
      )}
      <p className="quiet small">
        {entry.clauses.length > 0 && (
          <>
            <Labelled label={t("faq:clauses")}>
              {entry.clauses.map(({ id, label, title }, at) => (
                <Fragment key={id}>
                  {at > 0 && " · "}
                  <PageLink to={`${base}/drafts/${label}/clauses/${id}`}>
                    <bdi>{title}</bdi>
                  </PageLink>
                </Fragment>
              ))}
            </Labelled>{" "}
          </>
        )}
        {entry.credit && (
          <>
            {t("faq:from")}{" "}
            <PageLink to={`${base}/comments/${entry.credit.comment}`}>
              {t("drafts:comment.title", { number: entry.credit.number, label: entry.credit.label })}
            </PageLink>
            {entry.credit.names.length > 0 && <> ({format.list(entry.credit.names)})</>}
          </>
        )}
      </p>
    </article>
  );
}
