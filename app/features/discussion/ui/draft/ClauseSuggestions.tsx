import type { DraftEditor } from "~/features/discussion/services/draftEditor.server";
import { Weights } from "~/features/suggestions/ui/Weights";
import { useWords } from "~/i18n";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";

/** The suggestions that wait beside the editor of a clause: the first of them, and where all are decided. */
export function ClauseSuggestions({
  base,
  here,
  language,
  waiting,
}: {
  base: string;
  here: string;
  language: string;
  waiting: DraftEditor["waiting"][number] | undefined;
}) {
  const { t } = useWords();
  if (!waiting) return null;
  return (
    <details className="more no-print">
      <summary className="small">{t("suggestions:queue.open", { count: waiting.count })}</summary>
      {waiting.first.map((one) => (
        <article key={one.id} className="comment">
          <p className="comment-who">
            <PageLink to={`${base}/comments/${one.id}`}>
              {t("drafts:comment.title", { number: one.number, label: one.label })}
            </PageLink>
          </p>
          {one.html && <Html html={one.html} language={language} />}
          <Weights weights={one.weights} />
        </article>
      ))}
      <p>
        <PageLink to={`${here}/suggestions`} className="small">
          {t("suggestions:queue.many")}
        </PageLink>
      </p>
    </details>
  );
}
