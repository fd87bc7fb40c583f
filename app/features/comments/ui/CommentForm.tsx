import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";
import { AboutFields, type Closed, KindFields, type Passage, StanceField } from "./CommentFields";

/** That a version was closed while somebody wrote: where the words go now. */
export function ClosedNote({
  closed: { base, label, newest },
  clause,
}: {
  closed: Closed;
  clause: string | null;
}) {
  const { t } = useWords();
  const about = clause ? `clause:${label}:${clause}` : `draft:${label}`;
  return (
    <div className="notice warn" role="status">
      {newest ? (
        <p>
          {t("comments:form.goesOn", { label, newest })}{" "}
          <PageLink to={`${base}/drafts/${newest}${clause ? `/clauses/${clause}` : ""}`}>
            {t("comments:form.readNewest", { newest })}
          </PageLink>
        </p>
      ) : (
        <p>
          {t("comments:form.isOver", { label })}{" "}
          <PageLink to={`${base}/threads?about=${about}`}>{t("comments:form.toTopic")}</PageLink>
        </p>
      )}
    </div>
  );
}

/** The form to comment on a clause, a passage of it, or the whole version. */
export function CommentForm({
  action,
  clause,
  passage,
  groups,
  place,
  shownIn,
  closed,
}: {
  action: string;
  clause: string | null;
  passage: Passage | null;
  groups: readonly { readonly key: string; readonly title: string }[];
  /** Under which what is not sent yet is kept in this browser. */
  place: string;
  shownIn: string;
  /** Where its version takes no comments any more. */
  closed?: Closed | null;
}) {
  const { t, language } = useWords();
  const to = closed?.newest ? `${closed.base}/drafts/${closed.newest}` : null;
  return (
    <PostForm
      id={passage ? undefined : "write"}
      action={inLanguage(language, to ? `${to}${clause ? `/clauses/${clause}` : ""}` : action)}
      place={place}
      preventScrollReset
      sendsLater
    >
      <Refused intent="comment" />
      {closed && <ClosedNote closed={closed} clause={clause} />}
      <AboutFields clause={clause} passage={passage} shownIn={shownIn} closed={closed} />
      {passage && <blockquote className="comment-quote">{passage.quote}</blockquote>}
      <Field label={t("comments:form.body")} of={["comment", "body"]}>
        <LongText name="body" required maxLength={10_000} dir="auto" />
      </Field>
      <StanceField />
      <details className="more">
        <summary>{t("comments:form.more")}</summary>
        <KindFields type="general" groups={groups} />
      </details>
      {(!closed || to) && (
        <div className="actions">
          <Submit intent="comment">{t("comments:form.do")}</Submit>
        </div>
      )}
    </PostForm>
  );
}
