import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** What stays in view while a version is read: whether marks are shown, what changed, what is suggested and said. */
export function ReadingBar({ data, base, here }: { data: DraftData; base: string; here: string }) {
  const { t } = useWords();
  const { counts, changes, draft, withSuggestions } = data;
  return (
    <nav className="reading-bar no-print" aria-label={t("discussion:reading.bar")}>
      <label className="pill">
        <input type="checkbox" className="marks-shown" defaultChecked /> {t("discussion:reading.marks")}
      </label>
      <PageLink
        to={withSuggestions ? here : `${here}?suggestions=shown`}
        className="pill"
        aria-current={withSuggestions ? "true" : undefined}
        preventScrollReset
      >
        <i className="pill-dot pill-suggests" aria-hidden="true" />
        {counts.openSuggestions > 0
          ? t("discussion:reading.suggestions", { count: counts.openSuggestions })
          : withSuggestions
            ? t("suggestions:inText.hide")
            : t("suggestions:inText.show")}
      </PageLink>
      <PageLink to={`${here}/comments`} className="pill">
        <i className="pill-dot" aria-hidden="true" />
        {t("discussion:comments.count", { count: counts.total })}
      </PageLink>
      {changes && (
        <PageLink to={`${base}/compare/${changes.before}/${draft.label}`} className="pill">
          {t("discussion:reading.changes", { label: changes.before })}
        </PageLink>
      )}
    </nav>
  );
}
