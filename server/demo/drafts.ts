import { readFileSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { editChecklist } from "~/features/checklists/services/checklists.server";
import { commentTypes, editorsDecisions, stances } from "~/features/comments/domain/comment";
import { addComment } from "~/features/comments/services/addComment.server";
import { addReply } from "~/features/comments/services/addReply.server";
import { changeList } from "~/features/components/services/changeList.server";
import { clauseKinds, stabilities } from "~/features/drafts/domain/clause";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editNote } from "~/features/drafts/services/editClause.server";
import { type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { answerDisposition, disposeOf } from "~/features/evidence/services/dispose.server";
import { faqScope, findFaq, saveFaq } from "~/features/faq/services/faq.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { saveRecord } from "~/features/records/services/records.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { levels } from "~/features/results/domain/checklist";
import { markPublished } from "~/features/rounds/services/publication.server";
import { bundleSuggestion } from "~/features/suggestions/services/bundle.server";
import { decideSuggestion } from "~/features/suggestions/services/decideSuggestion.server";
import { takePosition } from "~/features/suggestions/services/takePosition.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import { languages } from "~/kernel/language/languages";
import type { Localized } from "~/kernel/language/localized";
import { noText } from "~/kernel/text/stored";
import type { Actor, Deps } from "~/platform/deps";
import { storeAsShown, storeUnit } from "~/platform/texts/texts.server";
import { projectPath } from "~db/projectFolder";
import { comments } from "~db/schema/comments";
import { components } from "~db/schema/components";
import { clauseRevisions, draftClauses, drafts, translations } from "~db/schema/drafts";
import { evidence } from "~db/schema/evidence";
import { notices } from "~db/schema/notices";
import { records } from "~db/schema/records";
import { checklists, compilations } from "~db/schema/results";
import { done } from "./done";
import { given } from "./given";
import { inAllShown } from "./shown";
import { text } from "./text";

const day = z.iso.date();
const cited = z.object({
  kind: z.enum(["component", "comment", "record"]),
  component: z.string().optional(),
  comment: z.string().optional(),
  record: z.string().optional(),
  note: z.string().default(""),
});

const clause = z.object({
  key: z.string(),
  from: z.array(z.string()).default([]),
  kind: z.enum(clauseKinds),
  heading: z.string(),
  body: z.string(),
  stability: z.enum(stabilities),
  why: z.array(cited),
});

const file = z.object({
  sections: z.record(z.string(), text),
  drafts: z.array(
    z.object({
      label: z.string(),
      publishedOn: day,
      commentsUntil: day.nullable(),
      note: text,
      sections: z.array(z.object({ key: z.string(), clauses: z.array(clause) })),
      checklist: z.array(
        z.object({
          component: z.string(),
          level: z.enum(levels),
          framework: z.string(),
          note: z.string(),
          reason: z.string(),
        }),
      ),
    }),
  ),
  translations: z.record(
    z.string(),
    z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          heading: z.string(),
          body: z.string(),
          state: z.enum(["draft", "reviewed"]),
          basedOn: z.string().optional(),
        }),
      ),
    ),
  ),
  records: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(["decision", "townhall", "review"]),
      date: day,
      title: text,
      body: text,
    }),
  ),
  comments: z.array(
    z.object({
      key: z.string(),
      draft: z.string(),
      clause: z.string().nullable(),
      quote: z.string(),
      author: z.string(),
      language: z.enum(languages),
      type: z.enum(commentTypes),
      stance: z.enum(stances),
      body: z.string(),
      proposal: z.string(),
      on: day,
      replies: z.array(
        z.object({ author: z.string(), language: z.enum(languages), body: z.string(), on: day }),
      ),
      disposition: z
        .object({
          decision: z.enum(editorsDecisions),
          reason: z.string(),
          on: day,
          clause: z.object({ draft: z.string(), clause: z.string() }).optional(),
          answer: z.enum(["satisfied", "not-satisfied", "timed-out"]).nullable(),
        })
        .nullable(),
      /** Of a suggestion: who is for it and against it. */
      positions: z
        .array(
          z.object({
            author: z.string(),
            stance: z.enum(stances),
            language: z.enum(languages),
            reason: z.string(),
            on: day,
          }),
        )
        .default([]),
      /** Another suggestion on its clause, with which it was decided. */
      bundledWith: z.string().optional(),
      hidden: z.object({ reason: z.string(), on: day }).optional(),
    }),
  ),
  faq: z.array(
    z.object({
      key: z.string(),
      question: text,
      answer: text,
      clauses: z.array(z.string()),
      fromComment: z.string().optional(),
    }),
  ),
});

type File = z.infer<typeof file>;
type Version = File["drafts"][number];

/** When the votes of 2024 were compiled: versions before it answer no votes. */
const compiledOn = "2024-03-06";
/** How long the newest version of the demo is open for comments, so that newcomers can try. */
const openFor = 90 * 24 * 60 * 60 * 1000;

/** What the demo's texts call things, and the ids that they were given. */
type World = {
  readonly deps: Deps;
  readonly process: ProcessRow;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly content: File;
  readonly ids: Map<string, string>;
};

/**
 * The drafts of the demo: six versions in words of our own with the structure of the model, their
 * comments and what became of them, and one more that is open for comments now. Made in the order
 * of their days, as people would have made them.
 */
export async function loadDrafts(
  deps: Deps,
  process: ProcessRow,
  actors: ReadonlyMap<string, Actor>,
): Promise<void> {
  const [any] = await deps.db.select({ id: drafts.id }).from(drafts).where(eq(drafts.processId, process.id));
  if (any) return;
  const source = projectPath("db/demo/drafts.json");
  const content = file.parse(JSON.parse(readFileSync(source, "utf8")));
  const world: World = { deps, process, actors, content, ids: new Map() };
  const publishedAt = new Date(`${compiledOn}T12:00:00Z`);
  const [first] = await deps.db
    .update(compilations)
    .set({ publishedAt })
    .where(and(eq(compilations.processId, process.id), eq(compilations.number, 1)))
    .returning();
  await markPublished(deps.db, first?.roundIds ?? [], publishedAt);
  await listDataInformation(world);
  await writeRecords(world);
  for (const version of content.drafts) await makeVersion(world, version);
  await openNext(world);
  await writeFaq(world);
  // The demo's people have been told long ago.
  await deps.db
    .update(notices)
    .set({ mail: "none", readAt: deps.now() })
    .where(eq(notices.processId, process.id));
}

const noon = (on: string) => new Date(`${on}T12:00:00Z`);
const at = (world: World, on: string | Date): Deps => {
  const moment = typeof on === "string" ? noon(on) : on;
  return { ...world.deps, now: () => moment };
};

const organizerOf = ({ actors }: World) => given(actors.get("organizer"));
const inAll = (words: z.infer<typeof text>): Localized => ({ source: "en", text: words });

function idOf(world: World, kind: "clause" | "comment" | "record", key: string): string {
  const name = `${kind} ${key}`;
  const known = world.ids.get(name) ?? world.deps.newId();
  world.ids.set(name, known);
  return known;
}

async function listDataInformation(world: World) {
  const { deps, process } = world;
  const added = [
    {
      category: "data",
      title: "Data information",
      description:
        "What is needed to know about the data, so that a skilled person can build something equal.",
    },
  ];
  done(
    await changeList(deps, organizerOf(world), process, "en", {
      change: { kind: "added", added },
      reason: "Asked for from 0.0.8 on; it was not on the list that was voted on.",
    }),
  );
  await deps.db
    .update(components)
    .set({
      title: inAll({
        en: "Data information",
        es: "Información sobre los datos",
        fr: "Informations sur les données",
        ar: "معلومات البيانات",
      }),
      description: inAll({
        en: added[0]?.description as string,
        es: "Lo que hay que saber de los datos para que una persona entendida pueda construir algo equivalente.",
        fr: "Ce qu’il faut savoir des données pour qu’une personne compétente puisse construire l’équivalent.",
        ar: "ما يلزم معرفته عن البيانات كي يستطيع شخص متمرّس بناء نظام مكافئ.",
      }),
    })
    .where(and(eq(components.processId, process.id), eq(components.key, "data-information")));
}

async function writeRecords(world: World) {
  const { deps, process } = world;
  for (const record of world.content.records) {
    const { number } = done(
      await saveRecord(at(world, record.date), organizerOf(world), process, "en", {
        record: null,
        kind: record.kind,
        date: record.date,
        title: record.title.en,
        body: record.body.en,
      }),
    );
    const here = and(eq(records.processId, process.id), eq(records.number, number));
    const [row] = await deps.db
      .update(records)
      .set({ title: inAll(record.title), body: await inAllShown(deps.db, record.body) })
      .where(here)
      .returning({ id: records.id });
    world.ids.set(`record ${record.key}`, row?.id as string);
  }
}

async function makeVersion(world: World, version: Version) {
  const { process, content } = world;
  const organizer = organizerOf(world);
  const deps = at(world, version.publishedOn);
  done(await createDraft(deps, organizer, process, version.label));
  const draft = (await findDraft(deps, process, version.label, true)) as DraftRow;
  await writeText(world, draft, version);
  done(await editNote(deps, draft, inAll(version.note)));
  await writeChecklist(world, draft, version);
  await disposeBefore(world, version);
  await writeEvidence(world, draft, version);
  await writeTranslations(world, draft, version.label);
  const until = version.commentsUntil ? new Date(`${version.commentsUntil}T23:59:00Z`) : null;
  done(await publishDraft(deps, organizer, process, draft, until));
  for (const comment of content.comments)
    if (comment.draft === version.label) await writeComment(world, draft, comment);
}

async function writeText(world: World, draft: DraftRow, version: Version) {
  const { deps, content } = world;
  const editedAt = noon(version.publishedOn);
  const shared = { draftId: draft.id, editedBy: organizerOf(world).id, editedAt };
  const rows = version.sections.flatMap(({ key, clauses }) => [
    {
      ...shared,
      clauseId: idOf(world, "clause", `section-${key}`) as ClauseId,
      kind: "section" as const,
      heading: ownValue(content.sections, key)?.en ?? key,
      body: noText,
      stability: "unlikely" as const,
      origins: [] as ClauseId[],
    },
    ...clauses.map((one) => ({
      ...shared,
      clauseId: idOf(world, "clause", one.key) as ClauseId,
      kind: one.kind,
      heading: one.heading,
      body: one.body.normalize("NFC"),
      stability: one.stability,
      origins: one.from.map((from) => idOf(world, "clause", from) as ClauseId),
    })),
  ]);
  await deps.db.delete(draftClauses).where(eq(draftClauses.draftId, draft.id));
  // What the version began with was nobody's wording: its revisions begin with the text that is written here.
  await deps.db.delete(clauseRevisions).where(eq(clauseRevisions.draftId, draft.id));
  for (const [position, { body, ...row }] of rows.entries()) {
    const texts = await storeAsShown(deps.db, { body: ["clause", body] });
    await deps.db.insert(draftClauses).values({ ...row, ...texts, position });
  }
}

async function writeChecklist(world: World, draft: DraftRow, version: Version) {
  const { deps, process } = world;
  if (!draft.checklistId) throw new Error("a demo draft has no checklist");
  const here = eq(checklists.id, draft.checklistId);
  if (version.publishedOn < compiledOn)
    await deps.db.update(checklists).set({ compilationId: null }).where(here);
  const [row] = await deps.db.select({ number: checklists.number }).from(checklists).where(here);
  const items = version.checklist.map(({ component, level, framework, note }) => ({
    component,
    level,
    framework,
    note,
  }));
  const reasons = Object.fromEntries(
    version.checklist.flatMap(({ component, reason }) => (reason ? [[component, reason]] : [])),
  );
  done(await editChecklist(deps, organizerOf(world), process, String(row?.number), { items, reasons }));
}

async function writeEvidence(world: World, draft: DraftRow, version: Version) {
  const { deps, process } = world;
  const [compilation] = await deps.db
    .select({ id: compilations.id })
    .from(compilations)
    .where(and(eq(compilations.processId, process.id), eq(compilations.number, 1)));
  const known = await deps.db.select().from(evidence).where(eq(evidence.draftId, draft.id));
  for (const { key, why } of version.sections.flatMap(({ clauses }) => clauses)) {
    const clauseId = idOf(world, "clause", key) as ClauseId;
    for (const one of why) {
      const commentId = one.comment ? (idOf(world, "comment", one.comment) as CommentId) : null;
      if (known.some((row) => row.clauseId === clauseId && commentId && row.commentId === commentId))
        continue;
      await deps.db.insert(evidence).values({
        id: deps.newId(),
        draftId: draft.id,
        clauseId,
        compilationId: one.component ? (compilation?.id ?? null) : null,
        component: one.component ?? null,
        commentId,
        recordId: one.record ? (idOf(world, "record", one.record) as never) : null,
        note: one.note,
        addedBy: organizerOf(world).id,
        addedAt: noon(version.publishedOn),
      });
    }
  }
}

async function writeTranslations(world: World, draft: DraftRow, label: string) {
  const { deps, process, content } = world;
  const textsIn = (version: string) =>
    new Map(
      content.drafts
        .filter((one) => one.label === version)
        .flatMap(({ sections }) => sections.flatMap(({ clauses }) => clauses))
        .map(({ key, heading, body }) => [key, { heading, body: body.normalize("NFC") }]),
    );
  await deps.db.delete(translations).where(eq(translations.scopeId, draft.id));
  const updatedAt = draft.createdAt;
  for (const language of languages) {
    const units = ownValue(content.translations[language], label) ?? {};
    const shared = { processId: process.id, scopeId: draft.id, language, updatedAt };
    for (const [key, { heading, body, state, basedOn }] of Object.entries(units))
      await deps.db.insert(translations).values({
        ...shared,
        unitId: idOf(world, "clause", key),
        texts: done(await storeUnit(deps.db, { heading, body: body.normalize("NFC") })),
        basedOn: textsIn(basedOn ?? label).get(key) ?? {},
        state,
      });
    if (Object.keys(units).length === 0) continue;
    for (const { key } of content.drafts.find((one) => one.label === label)?.sections ?? []) {
      const title = ownValue(content.sections, key);
      const heading = title?.[language];
      if (title && heading !== undefined)
        await deps.db.insert(translations).values({
          ...shared,
          unitId: idOf(world, "clause", `section-${key}`),
          texts: done(await storeUnit(deps.db, { heading, body: "" })),
          basedOn: { heading: title.en, body: "" },
          state: "reviewed",
        });
    }
  }
}

type Comment = File["comments"][number];

async function writeComment(world: World, draft: DraftRow, comment: Comment) {
  const { deps, process, actors } = world;
  const author = (key: string) => given(actors.get(key));
  const { quote, language } = comment;
  const input = {
    clause: comment.clause && idOf(world, "clause", comment.clause),
    language,
    type: comment.type,
    stance: comment.stance,
    speaksAs: null,
    body: comment.body,
    proposal: comment.proposal,
    quote,
    start: 0,
    end: 0,
    shownIn: "en" as const,
  };
  const { id } = done(await addComment(at(world, comment.on), author(comment.author), process, draft, input));
  // What cited it before it was there knew it by this id.
  const wanted = world.ids.get(`comment ${comment.key}`);
  if (wanted) throw new Error(`${comment.key} is cited before it is made`);
  world.ids.set(`comment ${comment.key}`, id);
  const [row] = await deps.db.select().from(comments).where(eq(comments.id, id));
  for (const reply of comment.replies)
    done(
      await addReply(at(world, reply.on), author(reply.author), process, row as NonNullable<typeof row>, {
        language: reply.language,
        body: reply.body,
      }),
    );
  await weigh(world, comment, id);
  if (comment.hidden) {
    const { reason, on } = comment.hidden;
    done(await hideComment(at(world, on), organizerOf(world), process, id, { reason }));
  }
}

/** What others say of a suggestion, and with which one an editor put it. */
async function weigh(world: World, { positions, bundledWith, on: suggestedOn }: Comment, id: CommentId) {
  const { process, actors } = world;
  for (const { author, on, ...position } of positions)
    done(await takePosition(at(world, on), given(actors.get(author)), process, id, position));
  if (bundledWith) {
    const lead = idOf(world, "comment", bundledWith) as CommentId;
    done(await bundleSuggestion(at(world, suggestedOn), organizerOf(world), process, id, lead));
  }
}

/** Disposes of what is carried out in a version that is about to be published, or was settled before it. */
async function disposeBefore(world: World, version: Version | null) {
  const { content, ids } = world;
  for (const comment of content.comments) {
    const { disposition } = comment;
    const id = ids.get(`comment ${comment.key}`) as CommentId | undefined;
    if (!disposition || !id || ids.has(`disposed ${comment.key}`)) continue;
    const carriedOut = disposition.clause;
    const isDue =
      !version ||
      carriedOut?.draft === version.label ||
      (!carriedOut && disposition.on <= version.publishedOn);
    if (!isDue) continue;
    if (comment.proposal) await decideOn(world, id, disposition);
    else
      done(
        await disposeOf(at(world, disposition.on), organizerOf(world), world.process, id, {
          decision: disposition.decision,
          reason: disposition.reason,
          carriedOut: carriedOut
            ? { draft: carriedOut.draft, clause: idOf(world, "clause", carriedOut.clause) as ClauseId }
            : null,
        }),
      );
    ids.set(`disposed ${comment.key}`, "yes");
    const author = given(world.actors.get(comment.author));
    if (disposition.answer === "satisfied" || disposition.answer === "not-satisfied")
      done(await answerDisposition(at(world, disposition.on), author, world.process, id, disposition.answer));
  }
}

/**
 * Decides on a suggestion. One that was accepted led to what the version says: its clause is put back to what it said before, so
 * that accepting writes it.
 */
async function decideOn(
  world: World,
  id: CommentId,
  { decision, reason, on, clause }: NonNullable<Comment["disposition"]>,
) {
  const { deps, process } = world;
  const decide = (text = "", revision = 0) =>
    decideSuggestion(at(world, on), organizerOf(world), process, id, { decision, reason, text, revision });
  if (!clause) return done(await decide());
  const draft = given((await findDraft(deps, process, clause.draft, true)) ?? undefined);
  const here = and(
    eq(draftClauses.draftId, draft.id),
    eq(draftClauses.clauseId, idOf(world, "clause", clause.clause) as ClauseId),
  );
  const [row] = await deps.db.select().from(draftClauses).where(here);
  const [suggestion] = await deps.db
    .select({ body: draftClauses.body })
    .from(comments)
    .innerJoin(
      draftClauses,
      and(eq(draftClauses.draftId, comments.draftId), eq(draftClauses.clauseId, comments.clauseId)),
    )
    .where(eq(comments.id, id));
  const { body, revision } = given(row);
  await deps.db
    .update(draftClauses)
    .set({ body: given(suggestion).body, revision: revision + 1 })
    .where(here);
  done(await decide(body, revision + 1));
}

/** A version that is open now: the last one as it is, for newcomers to comment on. */
async function openNext(world: World) {
  const { deps, process } = world;
  await disposeBefore(world, null);
  const label = "1.1";
  done(await createDraft(deps, organizerOf(world), process, label));
  const draft = (await findDraft(deps, process, label, true)) as DraftRow;
  const note = {
    en: "Try it: select a passage and comment. Nothing has changed in the text since 1.0.",
    es: "Pruébelo: seleccione un pasaje y coméntelo. El texto no ha cambiado desde la 1.0.",
    fr: "Essayez : sélectionnez un passage et commentez-le. Rien n’a changé dans le texte depuis la 1.0.",
    ar: "جرّبها: حدّد مقطعًا وعلّق عليه. لم يتغيّر شيء في النص منذ 1.0.",
  };
  done(await editNote(deps, draft, inAll(note)));
  done(
    await publishDraft(deps, organizerOf(world), process, draft, new Date(deps.now().getTime() + openFor)),
  );
}

async function writeFaq(world: World) {
  const { deps, process } = world;
  const words = (question: string, answer: string) => ({ question, answer: answer.normalize("NFC") });
  for (const entry of world.content.faq) {
    const from = entry.fromComment ? (idOf(world, "comment", entry.fromComment) as CommentId) : null;
    const { question, answer } = entry;
    const source = words(question.en, answer.en);
    const input = {
      entry: null,
      revision: 0,
      ...source,
      clauses: entry.clauses.map((key) => idOf(world, "clause", key)),
    };
    const { number } = done(await saveFaq(deps, organizerOf(world), process, input, from));
    const row = await findFaq(deps, process, String(number));
    if (!row) throw new Error("the demo's entry is not there");
    for (const language of languages) {
      const [asked, answered] = [question[language], answer[language]];
      if (language === "en" || asked === undefined || answered === undefined) continue;
      await deps.db.insert(translations).values({
        processId: process.id,
        scopeId: faqScope(row).id,
        unitId: row.id,
        language,
        texts: done(await storeUnit(deps.db, words(asked, answered))),
        basedOn: source,
        state: "reviewed",
        updatedAt: deps.now(),
      });
    }
  }
}
