import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { compareRevisions, readRevisions } from "~/features/discussion/services/revisionsPage.server";
import { RevisionCard } from "~/features/discussion/ui/draft/RevisionCard";
import { compareRevisionsSchema, restoreRevisionSchema } from "~/features/drafts/contracts/drafts";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { restoreRevision } from "~/features/drafts/services/restoreRevision.server";
import { WordDiff } from "~/features/drafts/ui/WordDiff";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { id } from "~/kernel/fields";
import type { ClauseId } from "~/kernel/ids";
import { pageAsked } from "~/kernel/paging";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { UserText } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(onDraft, "organizer", async ({ deps, process, draft, url }) => {
  const asked = url.searchParams.get("clause");
  const clause = asked === null ? null : (id.safeParse(asked).data as ClauseId | undefined);
  if (clause === undefined) throw refuse("not_found");
  const [from, to] = ["from", "to"].map((name) => wholeNumber(url.searchParams.get(name) ?? ""));
  const listed = await readRevisions(deps, draft, clause, pageAsked(url));
  if (clause && listed.newest === null) throw refuse("not_found");
  return {
    slug: process.slug,
    sourceLanguage: process.sourceLanguage,
    label: draft.label,
    isWorking: draft.state === "working",
    clause,
    compared: clause && from && to ? await compareRevisions(deps, draft, clause, [from, to]) : null,
    ...listed,
  };
});

export const action = acts(onDraft, "organizer", {
  restore: intent(restoreRevisionSchema, ({ actor, deps, draft }, { clause, revision, seen }) =>
    restoreRevision(deps, actor, draft, clause as ClauseId, { revision, seen }),
  ),
  compare: intent(compareRevisionsSchema, async ({ draft, process, to }, { clause, from, until }) =>
    redirect(
      to(
        `/p/${process.slug}/manage/drafts/${draft.label}/revisions?clause=${clause}&from=${from}&to=${until}`,
      ),
    ),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.label ?? ""} · Codraft` }];

export default function Revisions() {
  const { slug, sourceLanguage, label, isWorking, clause, name, newest, compared, revisions, page, pages } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  const editor = `${base}/manage/drafts/${label}`;
  const here = `${editor}/revisions`;
  return (
    <>
      <h1>{t("discussion:revisions.title", { label })}</h1>
      <p className="lead">
        {clause ? (
          <UserText language={sourceLanguage}>{name ?? t("discussion:revisions.gone")}</UserText>
        ) : (
          t("discussion:revisions.lead")
        )}
      </p>
      <p className="small no-print">
        <PageLink to={editor}>{t("suggestions:queue.back")}</PageLink>
        {clause && (
          <>
            {" · "}
            <PageLink to={here}>{t("discussion:revisions.all")}</PageLink>
          </>
        )}
      </p>
      <Saved intent="restore">{t("discussion:revisions.restored")}</Saved>
      <Refused intent="restore" />
      {clause && newest !== null && newest > 1 && (
        <PostForm className="row no-print">
          <input type="hidden" name="clause" value={clause} />
          <Field label={t("drafts:compare.from")}>
            <input
              type="number"
              name="from"
              min={1}
              max={newest}
              required
              defaultValue={compared?.from ?? newest - 1}
              className="narrow"
            />
          </Field>
          <Field label={t("drafts:compare.to")}>
            <input
              type="number"
              name="until"
              min={1}
              max={newest}
              required
              defaultValue={compared?.to ?? newest}
              className="narrow"
            />
          </Field>
          <div className="field">
            <Submit intent="compare" kind="q mini">
              {t("drafts:compare.do")}
            </Submit>
          </div>
        </PostForm>
      )}
      {compared && (
        <section className="section" aria-labelledby="compared">
          <h2 id="compared">
            {t("discussion:revisions.compared", { from: compared.from, to: compared.to })}
          </h2>
          {compared.heading.length > 0 && <WordDiff parts={compared.heading} language={sourceLanguage} />}
          <WordDiff parts={compared.body} language={sourceLanguage} />
          {compared.kinds[0] !== compared.kinds[1] && (
            <p className="small">
              <del>{t(`drafts:kind.${compared.kinds[0]}`)}</del>{" "}
              <ins>{t(`drafts:kind.${compared.kinds[1]}`)}</ins>
            </p>
          )}
          {compared.stabilities[0] !== compared.stabilities[1] && (
            <p className="small">
              <del>{t(`drafts:stability.${compared.stabilities[0]}`)}</del>{" "}
              <ins>{t(`drafts:stability.${compared.stabilities[1]}`)}</ins>
            </p>
          )}
        </section>
      )}
      {revisions.length === 0 && <p className="quiet section">{t("discussion:revisions.none")}</p>}
      <div className="measure section">
        {revisions.map((one) => (
          <RevisionCard
            key={`${one.clause.id} ${one.revision}`}
            revision={one}
            base={base}
            here={here}
            language={sourceLanguage}
            newest={isWorking && name ? newest : null}
            isOneClause={clause !== null}
          />
        ))}
      </div>
      <Pager page={page} pages={pages} />
    </>
  );
}
