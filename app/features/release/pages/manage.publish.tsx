import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { noteSchema } from "~/features/drafts/contracts/drafts";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { editNote } from "~/features/drafts/services/editClause.server";
import { publishSchema } from "~/features/release/contracts/publish";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { publishPage } from "~/features/release/services/publishPage.server";
import { NoteForm } from "~/features/release/ui/NoteForm";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { withText } from "~/kernel/language/localized";
import { Choice, Refused, Saved, Submit } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { MomentField } from "~/ui/forms/MomentField";
import { PostForm } from "~/ui/forms/PostForm";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onDraft, "organizer", async ({ draft, language, process, shared }) => {
  return {
    ...(await shared(publishPage, process, draft, language)),
    slug: process.slug,
    label: draft.label,
    state: draft.state,
    note: draft.note,
    sourceLanguage: process.sourceLanguage,
    processLanguages: process.languages,
    commentsUntil: draft.commentsUntil,
  };
});

export const action = acts(onDraft, "organizer", {
  note: intent(noteSchema, ({ deps, draft }, { language, note }) =>
    editNote(deps, draft, withText(draft.note, language, note)),
  ),
  publish: intent(publishSchema, async ({ actor, deps, draft, process, to }, { commentsUntil }) => {
    const done = await publishDraft(deps, actor, process, draft, commentsUntil);
    return done.ok ? redirect(to(`/p/${process.slug}/drafts/${draft.label}`)) : done;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.label ?? ""} · Codraft` }];

export default function ReleaseDraft() {
  const data = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  const nameOf = useLanguageName();
  const { owed, label } = data;
  const base = `/p/${data.slug}`;
  const lines = [
    {
      key: "openComments",
      count: owed.openComments,
      to: data.before ? `${base}/drafts/${data.before}/comments?state=open` : `${base}/drafts`,
    },
    {
      key: "openObjections",
      count: owed.openObjections,
      to: data.before ? `${base}/drafts/${data.before}/comments?state=open&stance=oppose` : `${base}/drafts`,
    },
    {
      key: "unanswered",
      count: owed.unanswered,
      to: data.before ? `${base}/drafts/${data.before}/comments?state=awaiting` : `${base}/drafts`,
    },
    {
      key: "unexplainedDeviations",
      count: owed.unexplainedDeviations.length,
      to: data.checklist ? `${base}/manage/checklists/${data.checklist}` : `${base}/manage/drafts/${label}`,
    },
    {
      key: "unexplainedChanges",
      count: owed.unexplainedChanges ?? 0,
      to: data.before ? `${base}/compare/${data.before}/${label}` : `${base}/manage/drafts/${label}`,
    },
  ] as const;
  return (
    <>
      <h1>{t("drafts:owed.heading", { label })}</h1>
      <p className="lead">{t("drafts:owed.lead")}</p>
      <ul className="clean section measure owed">
        {lines.map(({ key, count, to }) => (
          <li key={key} className={count > 0 ? "owed-open" : "owed-done"}>
            <PageLink to={to}>
              <strong>{format.number(count)}</strong> {t(`drafts:owed.${key}`)}
            </PageLink>
            {key === "unexplainedDeviations" && count > 0 && (
              <span className="quiet small"> {format.list(owed.unexplainedDeviations)}</span>
            )}
          </li>
        ))}
        {owed.translations.map((one) => (
          <li key={one.language} className={one.missing + one.stale > 0 ? "owed-open" : "owed-done"}>
            <PageLink to={`${base}/drafts/${label}/translate/${one.language}`}>
              <Labelled label={<bdi lang={one.language}>{nameOf(one.language)}</bdi>}>
                {t("drafts:owed.translation", { missing: one.missing, stale: one.stale, draft: one.draft })}
              </Labelled>
            </PageLink>
          </li>
        ))}
      </ul>
      {data.checklist && (
        <p>
          <PageLink to={`${base}/manage/checklists/${data.checklist}`}>{t("drafts:owed.checklist")}</PageLink>
        </p>
      )}
      {data.state === "working" ? (
        <>
          <section className="section" aria-labelledby="note">
            <h2 id="note">{t("release:note.title")}</h2>
            <Refused intent="note" />
            <Saved intent="note">{t("common:saved")}</Saved>
            <NoteForm language={data.sourceLanguage} text={data.note.text[data.sourceLanguage] ?? ""} />
            <details className="more">
              <summary>{t("release:note.translations")}</summary>
              {data.processLanguages
                .filter((one) => one !== data.sourceLanguage)
                .map((one) => (
                  <NoteForm key={one} language={one} text={data.note.text[one] ?? ""} />
                ))}
            </details>
          </section>
          <section className="section" aria-labelledby="publish">
            <h2 id="publish">{t("release:publish.title")}</h2>
            <p className="measure">{t("release:publish.lead")}</p>
            <Refused intent="publish" />
            <PostForm>
              {data.hasGates ? (
                <>
                  <input type="hidden" name="as" value="comments" />
                  <p className="quiet measure">
                    {t("release:publish.byGates")}{" "}
                    <PageLink to={`${base}/manage/release`}>{t("release:manage.title")}</PageLink>
                  </p>
                </>
              ) : (
                <fieldset className="field">
                  <legend>{t("release:publish.how")}</legend>
                  <Choice name="as" value="comments" label={t("release:publish.comments")} on={true} />
                  <Choice name="as" value="final" label={t("release:publish.final")} on={false} />
                </fieldset>
              )}
              <MomentField
                name="commentsUntil"
                label={t("release:publish.until")}
                of={["publish", "commentsUntil"]}
                required={data.hasGates}
              />
              <div className="actions">
                <Submit intent="publish">{t("release:publish.do")}</Submit>
              </div>
            </PostForm>
          </section>
        </>
      ) : (
        data.commentsUntil && (
          <p className="section quiet">
            {t("drafts:commentsEnd")} <Moment at={data.commentsUntil} />
          </p>
        )
      )}
    </>
  );
}
