import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { citableComments } from "~/features/comments/services/readComments.server";
import { AddClause } from "~/features/discussion/ui/AddClause";
import {
  addClauseSchema,
  clauseSchema,
  moveClauseSchema,
  oneClauseSchema,
  splitClauseSchema,
} from "~/features/drafts/contracts/drafts";
import { numberClauses } from "~/features/drafts/domain/clause";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { type Arrangement, arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { editClause } from "~/features/drafts/services/editClause.server";
import { clauseRows, removedRows } from "~/features/drafts/services/findDraft.server";
import { ClauseEditor, type Conflicting } from "~/features/drafts/ui/ClauseEditor";
import { citeSchema, readCited, unciteSchema } from "~/features/evidence/contracts/evidence";
import { cite, evidenceOf, uncite } from "~/features/evidence/services/evidence.server";
import { whyViews } from "~/features/evidence/services/whyViews.server";
import { listTownhalls } from "~/features/meetings/services/findTownhall.server";
import { listRecords } from "~/features/records/services/records.server";
import { publishedCompilations, resultNames } from "~/features/results/services/resultPage.server";
import { listSystems } from "~/features/reviews/services/findSystem.server";
import { acts, intent } from "~/http/action.server";
import { type RouteContext, reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ClauseId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { renderCached } from "~/platform/rendered.server";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

const perPage = 40;

export const loader = reads(onDraft, "organizer", async ({ deps, language, process, url, t, draft }) => {
  const [rows, removed, names, records, townhalls, comments, compilations, cited, systems] =
    await Promise.all([
      clauseRows(deps.db, draft.id),
      removedRows(deps.db, draft.id),
      resultNames(deps, process, language),
      listRecords(deps, process),
      listTownhalls(deps, process),
      citableComments(deps, process),
      publishedCompilations(deps, process),
      evidenceOf(deps.db, [draft.id]),
      listSystems(deps, process),
    ]);
  const numbers = numberClauses(rows);
  const page = Math.max(1, Number(url.searchParams.get("page")) || 1);
  const from = (page - 1) * perPage;
  return {
    slug: process.slug,
    label: draft.label,
    state: draft.state,
    sourceLanguage: process.sourceLanguage as Language,
    clauses: rows.slice(from, from + perPage).map((row, at) => ({
      id: row.clauseId,
      number: numbers[from + at] as string,
      kind: row.kind,
      heading: row.heading,
      body: row.body,
      stability: row.stability,
      revision: row.revision,
      html: renderCached(row.body, `e${row.clauseId.slice(0, 8)}-`),
    })),
    total: rows.length,
    page,
    pages: Math.ceil(rows.length / perPage),
    sections: rows.flatMap(({ clauseId, kind, heading }, at) =>
      kind === "section"
        ? [{ id: clauseId, heading, number: numbers[at] as string, page: Math.floor(at / perPage) + 1 }]
        : [],
    ),
    removed: removed.map(({ clauseId, heading, body }) => ({
      id: clauseId,
      title: heading || body.slice(0, 80),
    })),
    why: whyViews(cited, names.components, language),
    citable: [
      ...systems.map(({ key, name }) => ({
        value: `system:${key}`,
        name: t("drafts:why.system", { name }),
      })),
      ...townhalls
        .filter(({ state }) => state === "live" || state === "ended")
        .reverse()
        .map(({ number, title }) => ({
          value: `townhall:${number}`,
          name: `${t("drafts:why.townhall", { number })} ${localize(title, language).text}`,
        })),
      ...records.map(({ number, title, date }) => ({
        value: `record:${number}`,
        name: `${localize(title, language).text} (${date})`,
      })),
      ...compilations.flatMap(({ number, result }) =>
        result.components.map(({ component }) => ({
          value: `component:${number}:${component}`,
          name: ownValue(names.components, component) ?? component,
        })),
      ),
      ...comments.map(({ number, label, body }) => ({
        value: `comment:${label}:${number}`,
        name: body.slice(0, 70),
      })),
    ],
  };
});

function arrange(
  { actor, deps, draft }: RouteContext<typeof onDraft, "organizer">,
  arrangement: Arrangement,
) {
  return arrangeClauses(deps, actor, draft, arrangement);
}

export const action = acts(onDraft, "organizer", {
  save: intent(clauseSchema, async ({ actor, deps, draft }, { clause, revision, ...text }) => {
    const saved = await editClause(deps, actor, draft, clause as ClauseId, revision, text);
    if (saved.ok) return { ok: true, value: { ...saved.value, clause, html: renderCached(text.body, "") } };
    if (saved.error.code !== "edited_meanwhile") return saved;
    // Both texts come back: what was typed stays in the form, the other one is shown beside it.
    return data<object>(
      { intent: "save", ok: false, error: saved.error, mine: { clause, ...text } },
      { status: 409 },
    );
  }),
  add: intent(addClauseSchema, (context, { after, as }) =>
    arrange(context, { kind: "add", after: after as ClauseId | null, as }),
  ),
  move: intent(moveClauseSchema, (context, { clause, by }) =>
    arrange(context, { kind: "move", clause: clause as ClauseId, by }),
  ),
  split: intent(splitClauseSchema, (context, { clause, at, revision }) =>
    arrange(context, { kind: "split", clause: clause as ClauseId, at, revision }),
  ),
  merge: intent(oneClauseSchema, (context, { clause }) =>
    arrange(context, { kind: "merge", clause: clause as ClauseId }),
  ),
  remove: intent(oneClauseSchema, (context, { clause }) =>
    arrange(context, { kind: "remove", clause: clause as ClauseId }),
  ),
  restore: intent(oneClauseSchema, (context, { clause }) =>
    arrange(context, { kind: "restore", clause: clause as ClauseId }),
  ),
  cite: intent(citeSchema, async ({ actor, deps, draft, process }, { clause, cited: text, note }) => {
    const cited = readCited(text);
    if (!cited) return { ok: false, error: { code: "invalid", fields: { cited: "errors:field.notThere" } } };
    return cite(deps, actor, process, draft, clause as ClauseId, cited, note);
  }),
  uncite: intent(unciteSchema, ({ actor, deps, draft }, { id }) => uncite(deps, actor, draft, id)),
});

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.label ?? ""} · Codraft` },
];

const tools = ["save", "add", "move", "split", "merge", "remove", "restore", "cite", "uncite"] as const;

export default function ManageDraft() {
  const { slug, label, state, clauses, sections, removed, why, citable, total, page, pages, sourceLanguage } =
    useLoaderData<typeof loader>();
  const answer = useActionData<Conflicting>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  const here = `${base}/manage/drafts/${label}`;
  if (state !== "working") {
    return (
      <>
        <h1>{t("discussion:drafts.title", { label })}</h1>
        <p className="lead">
          {t("discussion:drafts.manage.frozen")}{" "}
          <PageLink to={`${base}/drafts/${label}`}>{t("drafts:manage.read")}</PageLink>
        </p>
      </>
    );
  }
  return (
    <>
      <h1>{t("discussion:drafts.manage.editing", { label })}</h1>
      <p className="lead">{t("discussion:drafts.manage.editLead")}</p>
      <p className="small">
        <PageLink to={`${here}/import`}>{t("drafts:manage.import")}</PageLink> ·{" "}
        <PageLink to={`${here}/release`}>{t("drafts:owed.title")}</PageLink> ·{" "}
        <PageLink to={`${base}/drafts/${label}`}>{t("discussion:drafts.manage.preview")}</PageLink>
      </p>
      {tools.map((one) => (
        <Refused key={one} intent={one} />
      ))}
      {sections.length > 0 && (
        <nav className="note" aria-label={t("discussion:drafts.manage.sections")}>
          <ol className="clean">
            {sections.map((section) => (
              <li key={section.id}>
                <PageLink to={`${here}${section.page > 1 ? `?page=${section.page}` : ""}#e-${section.id}`}>
                  {section.number}. {section.heading || t("discussion:drafts.manage.untitled")}
                </PageLink>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <datalist id="citable">
        {citable.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </datalist>
      {total === 0 && <p className="quiet section">{t("discussion:drafts.manage.empty")}</p>}
      {page === 1 && <AddClause after="" />}
      {clauses.map((clause) => (
        <ClauseEditor
          key={clause.id}
          base={base}
          clause={clause}
          language={sourceLanguage}
          why={why.filter(({ clauseId }) => clauseId === clause.id)}
          conflict={answer?.mine?.clause === clause.id ? answer : undefined}
        >
          <AddClause after={clause.id} />
        </ClauseEditor>
      ))}
      {pages > 1 && (
        <p className="actions">
          {page > 1 && <PageLink to={`${here}?page=${page - 1}`}>{t("drafts:previousPage")}</PageLink>}
          {page < pages && <PageLink to={`${here}?page=${page + 1}`}>{t("drafts:nextPage")}</PageLink>}
        </p>
      )}
      {removed.length > 0 && (
        <section className="section" aria-labelledby="removed">
          <h2 id="removed">{t("discussion:drafts.manage.removed")}</h2>
          <ul className="clean measure">
            {removed.map(({ id, title }) => (
              <li key={id}>
                <PostForm className="actions">
                  <input type="hidden" name="clause" value={id} />
                  <span>{title}</span>
                  <Submit intent="restore" kind="q mini">
                    {t("discussion:drafts.manage.restore")}
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
