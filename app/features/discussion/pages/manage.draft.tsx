import { data, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readDraftEditor } from "~/features/discussion/services/draftEditor.server";
import { AddClause } from "~/features/discussion/ui/AddClause";
import { ClauseSuggestions } from "~/features/discussion/ui/draft/ClauseSuggestions";
import { RemovedClauses } from "~/features/discussion/ui/draft/RemovedClauses";
import { SectionList } from "~/features/discussion/ui/draft/SectionList";
import {
  addClauseSchema,
  clauseSchema,
  moveClauseSchema,
  oneClauseSchema,
  splitClauseSchema,
} from "~/features/drafts/contracts/drafts";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { type Arrangement, arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { editClause } from "~/features/drafts/services/editClause.server";
import { ClauseEditor, type Conflicting } from "~/features/drafts/ui/ClauseEditor";
import { EditingTogether } from "~/features/drafts/ui/EditingTogether";
import { OthersHere } from "~/features/drafts/ui/Presence";
import { citeSchema, readCited, unciteSchema } from "~/features/evidence/contracts/evidence";
import { cite, uncite } from "~/features/evidence/services/evidence.server";
import { acts, intent } from "~/http/action.server";
import { type RouteContext, reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ClauseId } from "~/kernel/ids";
import { pageAsked } from "~/kernel/paging";
import { renderCached } from "~/platform/texts/rendered.server";
import { Refused } from "~/ui/forms/forms";
import { MarkdownChoice } from "~/ui/forms/markdown/MarkdownChoice";
import { usePosted } from "~/ui/forms/posted";
import { Undo } from "~/ui/forms/undo/Undo";
import { undoneBy } from "~/ui/forms/undo/undoneBy";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(onDraft, "organizer", async (context) => {
  const { process, url } = context;
  const page = pageAsked(url);
  return {
    slug: process.slug,
    sourceLanguage: process.sourceLanguage,
    ...(await readDraftEditor(context, page)),
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
    const saved = await editClause(deps, actor, draft, clause as ClauseId, { revision, text });
    if (saved.ok) {
      const { body } = saved.value.merged ?? text;
      return { ok: true, value: { ...saved.value, clause, html: renderCached("clause", body, "") } };
    }
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
  move: intent(moveClauseSchema, async (context, { clause, by }) => {
    const moved = await arrange(context, { kind: "move", clause: clause as ClauseId, by });
    return undoneBy(moved, "move", { clause, by: by === "up" ? "down" : "up" });
  }),
  split: intent(splitClauseSchema, (context, { clause, at, revision }) =>
    arrange(context, { kind: "split", clause: clause as ClauseId, at, revision }),
  ),
  merge: intent(oneClauseSchema, (context, { clause }) =>
    arrange(context, { kind: "merge", clause: clause as ClauseId }),
  ),
  remove: intent(oneClauseSchema, async (context, { clause }) =>
    undoneBy(await arrange(context, { kind: "remove", clause: clause as ClauseId }), "restore", { clause }),
  ),
  restore: intent(oneClauseSchema, (context, { clause }) =>
    arrange(context, { kind: "restore", clause: clause as ClauseId }),
  ),
  cite: intent(citeSchema, async ({ actor, deps, draft, process }, { clause, cited: text, note }) => {
    const cited = readCited(text);
    if (!cited) return { ok: false, error: { code: "invalid", fields: { cited: "errors:field.notThere" } } };
    return cite(deps, actor, process, draft, { clauseId: clause as ClauseId, cited, note });
  }),
  uncite: intent(unciteSchema, async ({ actor, deps, draft }, { id, ...cited }) =>
    undoneBy(await uncite(deps, actor, draft, id), "cite", cited),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.label ?? ""} · Codraft` },
];

const tools = ["save", "add", "move", "split", "merge", "remove", "restore", "cite", "uncite"] as const;

export default function ManageDraft() {
  const {
    slug,
    id,
    label,
    state,
    clauses,
    waiting,
    sections,
    removed,
    why,
    citable,
    total,
    page,
    pages,
    sourceLanguage,
  } = useLoaderData<typeof loader>();
  const answer = usePosted<Conflicting>();
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
    <EditingTogether draft={id}>
      <h1>{t("discussion:drafts.manage.editing", { label })}</h1>
      <p className="lead">{t("discussion:drafts.manage.editLead")}</p>
      <p className="small">
        <PageLink to={`${here}/import`}>{t("drafts:manage.import")}</PageLink> ·{" "}
        <PageLink to={`${here}/suggestions`}>{t("suggestions:queue.title", { label })}</PageLink> ·{" "}
        <PageLink to={`${here}/revisions`}>{t("discussion:revisions.title", { label })}</PageLink> ·{" "}
        <PageLink to={`${here}/release`}>{t("drafts:owed.title")}</PageLink> ·{" "}
        <PageLink to={`${base}/drafts/${label}`}>{t("discussion:drafts.manage.preview")}</PageLink>
      </p>
      <MarkdownChoice />
      {tools.map((one) => (
        <Refused key={one} intent={one} />
      ))}
      <Undo
        acts={{
          move: t("discussion:undo.moved"),
          remove: t("discussion:undo.removed"),
          uncite: t("discussion:undo.uncited"),
        }}
      />
      <OthersHere clauses={clauses} />
      <SectionList sections={sections} here={here} />
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
          here={here}
          clause={clause}
          language={sourceLanguage}
          why={why.filter(({ clauseId }) => clauseId === clause.id)}
          conflict={answer?.mine?.clause === clause.id ? answer : undefined}
        >
          <ClauseSuggestions
            base={base}
            here={here}
            language={sourceLanguage}
            waiting={waiting.find((one) => one.clause === clause.id)}
          />
          <AddClause after={clause.id} />
        </ClauseEditor>
      ))}
      <Pager page={page} pages={pages} />
      <RemovedClauses removed={removed} />
    </EditingTogether>
  );
}
