import { Form } from "@remix-run/react";
import { inAddress } from "~/features/comments/domain/commentFilter";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { StepThrough } from "~/ui/keys/StepThrough";
import { PageLink } from "~/ui/text/PageLink";
import { CommentFilterFields } from "./CommentFilterFields";
import { lightPassage } from "./light";

/** What stays in view while a version is read: which marks are shown, the way from one to the next, what changed, what is suggested and said. */
export function ReadingBar({ data, base, here }: { data: DraftData; base: string; here: string }) {
  const { t } = useWords();
  const { counts, changes, draft, withSuggestions } = data;
  return (
    <nav className="reading-bar no-print" aria-label={t("discussion:reading.bar")}>
      <label className="pill">
        <input type="checkbox" className="marks-shown" defaultChecked /> {t("discussion:reading.marks")}
      </label>
      <StepThrough
        of=".draft-text mark"
        previous={t("discussion:reading.previousComment")}
        next={t("discussion:reading.nextComment")}
        onStep={lightPassage}
      />
      <Filter data={data} here={here} />
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

/** Which comments are marked in the text and stand beside it. */
function Filter({ data, here }: { data: DraftData; here: string }) {
  const { t, language } = useWords();
  return (
    <>
      <button
        type="button"
        className="pill"
        aria-current={data.isFiltered ? "true" : undefined}
        {...{ popovertarget: "comment-filter" }}
      >
        {t("discussion:comments.filter.do")}
      </button>
      {/* In the top layer: the bar can be scrolled sideways, which would cut it off. */}
      <Form
        // Closed, and filled in anew, once something else is shown.
        key={inAddress(data.filter).join()}
        id="comment-filter"
        {...{ popover: "auto" }}
        method="get"
        action={inLanguage(language, here)}
        className="bar-filter"
        preventScrollReset
      >
        {data.withSuggestions && <input type="hidden" name="suggestions" value="shown" />}
        {data.withSource && <input type="hidden" name="source" value="beside" />}
        <CommentFilterFields
          filter={data.filter}
          counts={data.counts}
          groups={data.groups}
          isSignedIn={data.isSignedIn}
        />
        <p className="actions">
          <button type="submit" className="btn mini">
            {t("discussion:comments.filter.do")}
          </button>
          {data.isFiltered && <PageLink to={here}>{t("discussion:comments.filter.clear")}</PageLink>}
        </p>
      </Form>
    </>
  );
}
