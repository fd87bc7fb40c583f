import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { editorsIntents } from "~/features/discussion/intents/suggestionIntents.server";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { acceptedIn, suggestionQueue } from "~/features/suggestions/services/suggestionQueue.server";
import { DecideForm } from "~/features/suggestions/ui/DecideForm";
import { Weights } from "~/features/suggestions/ui/Weights";
import { acts } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { Choice, Field, Group, LongText, Problem, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { SavedForGood } from "~/ui/forms/undo/SavedForGood";
import { Undo } from "~/ui/forms/undo/Undo";
import { Html, UserText } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(onDraft, "organizer", async ({ deps, process, draft, url }) => {
  const isWorking = draft.state === "working";
  return {
    slug: process.slug,
    sourceLanguage: process.sourceLanguage,
    label: draft.label,
    isWorking,
    accepted: isWorking ? await acceptedIn(deps, draft) : [],
    ...(isWorking
      ? await suggestionQueue(deps, draft, pageAsked(url))
      : { page: 1, pages: 1, total: 0, suggestions: [] }),
  };
});

export const action = acts(onDraft, "organizer", editorsIntents);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.label ?? ""} · Codraft` }];

/** What an editor can decide for several at once. */
const together = ["accepted", "rejected", "deferred"] as const;

export default function Suggestions() {
  const { slug, label, sourceLanguage, isWorking, accepted, suggestions, page, pages } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <h1>{t("suggestions:queue.title", { label })}</h1>
      <p className="lead">
        {isWorking ? t("suggestions:queue.lead") : t("discussion:drafts.manage.frozen")}{" "}
        <PageLink to={`${base}/manage/drafts/${label}`}>{t("suggestions:queue.back")}</PageLink>
      </p>
      <SavedForGood intent="decide">{t("suggestions:decide.done")}</SavedForGood>
      <SavedForGood intent="decideMany">{t("suggestions:queue.decided")}</SavedForGood>
      <Saved intent="undo">{t("suggestions:undo.done")}</Saved>
      <Undo acts={{ decide: t("suggestions:undo.written"), decideMany: t("suggestions:undo.written") }} />
      <Refused intent="undo" />
      {isWorking && suggestions.length === 0 && <p className="quiet">{t("suggestions:queue.none")}</p>}
      <div className="measure">
        {suggestions.map((one) => (
          <article key={one.id} className="comment" id={`s-${one.id}`}>
            <p className="comment-who">
              <PageLink to={`${base}/comments/${one.id}`}>
                {t("drafts:comment.title", { number: one.number, label: one.label })}
              </PageLink>
              {one.clause && (
                <>
                  {" · "}
                  <UserText language={sourceLanguage}>{one.clause.name}</UserText>
                </>
              )}
            </p>
            {one.html && <Html html={one.html} language={sourceLanguage} />}
            {one.why && <Html html={one.why} language={one.language} />}
            <Weights weights={one.weights} />
            <label className="check no-print">
              <input type="checkbox" name="chosen" value={one.id} form="many" />
              <span className="small">
                {t("suggestions:queue.choose", { number: one.number, label: one.label })}
              </span>
            </label>
            <details className="more no-print">
              <summary className="small">{t("suggestions:queue.one")}</summary>
              <DecideForm
                suggestion={{ ...one, html: "" }}
                language={sourceLanguage}
                working={label}
                isOneOfMany
              />
            </details>
          </article>
        ))}
      </div>
      <Pager page={page} pages={pages} />
      {suggestions.length > 0 && (
        <PostForm id="many" className="note no-print">
          <h2>{t("suggestions:queue.many")}</h2>
          <Refused intent="decideMany" />
          <Problem of={["decideMany", "chosen"]} />
          <p className="quiet small">{t("suggestions:queue.manyLead")}</p>
          <Group legend={t("suggestions:decide.decision")} of={["decideMany", "decision"]}>
            {together.map((one) => (
              <Choice
                key={one}
                name="decision"
                value={one}
                label={t(`notices:decision.${one}`)}
                on={one === "accepted"}
              />
            ))}
          </Group>
          <Field label={t("suggestions:decide.reason")} of={["decideMany", "reason"]}>
            <LongText name="reason" required maxLength={4000} rows={2} dir="auto" />
          </Field>
          <Submit intent="decideMany">{t("suggestions:queue.many")}</Submit>
        </PostForm>
      )}
      {accepted.length > 0 && (
        <section className="section" aria-labelledby="accepted">
          <h2 id="accepted">{t("suggestions:queue.accepted")}</h2>
          <ul className="clean tight">
            {accepted.map((one) => (
              <li key={one.id}>
                <PageLink to={`${base}/comments/${one.id}`}>
                  {t("drafts:comment.title", { number: one.number, label: one.label })}
                </PageLink>
                <PostForm className="no-print">
                  <input type="hidden" name="suggestion" value={one.id} />
                  <Submit intent="undo" kind="q mini">
                    {t("suggestions:undo.do")}
                  </Submit>
                </PostForm>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
