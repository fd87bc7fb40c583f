import { and, desc, eq, ne, sql } from "drizzle-orm";
import { endorsableDrafts } from "~/features/endorsements/services/findEndorsement.server";
import { listEndorsements } from "~/features/endorsements/services/listEndorsements.server";
import { actionLabel, visibleActions } from "~/features/moderation/services/moderate.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { intlTag } from "~/i18n/intlTag";
import { dateFormat } from "~/kernel/language/intl";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps, Translate } from "~/platform/deps";
import { renderCached } from "~/platform/rendered.server";
import { approvals } from "~db/schema/approvals";
import { calls } from "~db/schema/calls";
import { drafts } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";
import { townhalls } from "~db/schema/meetings";
import { moderationActions } from "~db/schema/moderation";
import { records } from "~db/schema/records";
import { boardDecisions, boardSnapshots } from "~db/schema/release";
import { reviewCells, reviews, systems } from "~db/schema/reviews";
import { rounds } from "~db/schema/rounds";

/** An entry of a feed. */
export type Item = {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly at: Date;
  readonly language: Language;
};

/** Entries of a feed at most. */
export const mostItems = 50;

export type StreamWorld = {
  readonly deps: Deps;
  readonly process: ProcessRow;
  readonly language: Language;
  readonly t: Translate;
};

type Stream = {
  /** The page that it follows, below the process. */
  readonly page: string;
  readonly title: (t: Translate) => string;
  readonly items: (world: StreamWorld) => Promise<Item[]>;
};

const base = ({ process }: StreamWorld) => `/p/${process.slug}`;

/** What can be followed beside drafts, results and talk, by the name in its address. */
export const streamNames = [
  "rounds",
  "approvals",
  "records",
  "townhalls",
  "faq",
  "systems",
  "endorsements",
  "calls",
  "board",
  "moderation",
] as const;

/** What happens in a process beside its drafts, results and talk, each as something to follow. */
export const streams: Readonly<Record<(typeof streamNames)[number], Stream>> = {
  rounds: { page: "votes", title: (t) => t("feeds:stream.rounds"), items: roundItems },
  approvals: { page: "approvals", title: (t) => t("common:nav.approvals"), items: approvalItems },
  records: { page: "records", title: (t) => t("records:title"), items: recordItems },
  townhalls: { page: "townhalls", title: (t) => t("common:nav.townhalls"), items: townhallItems },
  faq: { page: "faq", title: (t) => t("feeds:stream.faq"), items: faqItems },
  systems: { page: "systems", title: (t) => t("common:nav.systems"), items: systemItems },
  endorsements: { page: "endorsements", title: (t) => t("common:nav.endorsements"), items: endorsementItems },
  calls: { page: "calls", title: (t) => t("feeds:stream.calls"), items: callItems },
  board: { page: "board", title: (t) => t("common:nav.board"), items: boardItems },
  moderation: { page: "moderation", title: (t) => t("drafts:moderation.title"), items: moderationItems },
};

/** Rounds of votes on components as they open and as they close. */
async function roundItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select()
    .from(rounds)
    .where(and(eq(rounds.processId, process.id), eq(rounds.kind, "components"), ne(rounds.state, "draft")));
  return rows.flatMap((round) => {
    const { text, language: own } = localize(round.title, language);
    const path = `${base(world)}/rounds/${round.number}`;
    const item = (phase: "open" | "closed", at: Date | null): Item[] =>
      at
        ? [
            {
              path: `${path}#${phase}`,
              title: `${text}: ${t(`rounds:phase.${phase}`)}`,
              html: "",
              at,
              language: own,
            },
          ]
        : [];
    return [...item("open", round.openedAt), ...item("closed", round.closedAt)];
  });
}

async function approvalItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select({ round: rounds, label: drafts.label })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .innerJoin(drafts, eq(drafts.id, approvals.draftId))
    .where(and(eq(rounds.processId, process.id), ne(rounds.state, "draft")));
  return rows.flatMap(({ round, label }) => {
    const { text, language: own } = localize(round.title, language);
    const path = `${base(world)}/approvals/${round.number}`;
    const html = renderCached(t("discussion:drafts.title", { label }), "");
    const item = (phase: "open" | "closed", at: Date | null): Item[] =>
      at
        ? [
            {
              path: `${path}#${phase}`,
              title: `${text}: ${t(`rounds:phase.${phase}`)}`,
              html,
              at,
              language: own,
            },
          ]
        : [];
    return [...item("open", round.openedAt), ...item("closed", round.closedAt)];
  });
}

async function recordItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language } = world;
  const rows = await deps.db
    .select()
    .from(records)
    .where(eq(records.processId, process.id))
    .orderBy(desc(records.createdAt))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `${base(world)}/records/${one.number}`,
    title: localize(one.title, language).text,
    html: renderCached(localize(one.body, language).text, ""),
    at: one.createdAt,
    language: localize(one.title, language).language,
  }));
}

/** Meetings as they are planned or moved, and their minutes. */
async function townhallItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select()
    .from(townhalls)
    .where(eq(townhalls.processId, process.id))
    .orderBy(desc(townhalls.changedAt))
    .limit(mostItems);
  return rows.map((one) => {
    const { text, language: own } = localize(one.title, language);
    const when = dateFormat(intlTag(language), {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: one.zone,
    }).format(one.startsAt);
    return {
      path: `${base(world)}/townhalls/${one.number}`,
      title: t("meetings:named", { number: one.number, title: text }),
      html: renderCached(one.minutes || `${when} (${one.zone})`, ""),
      at: one.minutes ? (one.minutesAt ?? one.changedAt) : one.changedAt,
      language: one.minutes ? one.minutesLanguage : own,
    };
  });
}

async function faqItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process } = world;
  const rows = await deps.db
    .select()
    .from(faqEntries)
    .where(eq(faqEntries.processId, process.id))
    .orderBy(desc(faqEntries.updatedAt))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `${base(world)}/faq/${one.number}`,
    title: one.question,
    html: renderCached(one.answer, ""),
    at: one.updatedAt,
    language: process.sourceLanguage as Language,
  }));
}

/** Systems, each as of the newest cell that a confirmed review says of it. */
async function systemItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select({
      system: systems,
      newest: sql<string | Date | null>`max(${reviewCells.savedAt})`,
      cells: sql<number>`count(${reviewCells.component})::int`,
    })
    .from(systems)
    .leftJoin(reviews, and(eq(reviews.systemId, systems.id), eq(reviews.state, "confirmed")))
    .leftJoin(reviewCells, eq(reviewCells.reviewId, reviews.id))
    .where(eq(systems.processId, process.id))
    .groupBy(systems.id);
  return rows.map(({ system, newest, cells }) => ({
    path: `${base(world)}/systems/${system.key}`,
    title: `${system.name} · ${t("feeds:opendata.cells", { count: cells })}`,
    html: renderCached(localize(system.about, language).text, ""),
    at: newest ? new Date(newest) : system.createdAt,
    language: localize(system.about, language).language,
  }));
}

/** Endorsements of the newest version that the public sees. */
async function endorsementItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process } = world;
  const [draft] = await endorsableDrafts(deps.db, process);
  const listed = draft ? await listEndorsements(deps, process, draft, { isOrganizer: false }) : null;
  return (listed ?? [])
    .toReversed()
    .slice(0, mostItems)
    .map((one) => ({
      path: `${base(world)}/endorsements?draft=${draft?.label}&name=${one.number}#e${one.number}`,
      title: [one.name, one.affiliation].filter(Boolean).join(", "),
      html: renderCached(one.statement, ""),
      at: one.since,
      language: one.language as Language,
    }));
}

async function callItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language } = world;
  const rows = await deps.db
    .select()
    .from(calls)
    .where(eq(calls.processId, process.id))
    .orderBy(desc(calls.publishedAt))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `${base(world)}/calls/${one.number}`,
    title: localize(one.title, language).text,
    html: renderCached(localize(one.body, language).text, ""),
    at: one.publishedAt,
    language: localize(one.title, language).language,
  }));
}

async function boardItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select({ snapshot: boardSnapshots, decision: boardDecisions, label: drafts.label })
    .from(boardSnapshots)
    .innerJoin(drafts, eq(drafts.id, boardSnapshots.draftId))
    .leftJoin(boardDecisions, eq(boardDecisions.snapshotId, boardSnapshots.id))
    .where(and(eq(boardSnapshots.processId, process.id), ne(drafts.state, "working")))
    .orderBy(desc(boardSnapshots.number))
    .limit(mostItems);
  return rows.map(({ snapshot, decision, label }) => ({
    path: `${base(world)}/board/${snapshot.number}`,
    title: [
      ...(decision ? [] : [t("discussion:drafts.title", { label })]),
      snapshot.meeting,
      ...(decision ? [t(`release:decision.${decision.decision}`, { label })] : []),
    ].join(" · "),
    html: renderCached(decision?.reasons ?? "", ""),
    at: decision?.recordedAt ?? snapshot.takenAt,
    language,
  }));
}

async function moderationItems(world: StreamWorld): Promise<Item[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select()
    .from(moderationActions)
    .where(visibleActions(deps, process, { isOrganizer: false }))
    .orderBy(desc(moderationActions.at))
    .limit(mostItems);
  return rows.map((one) => ({
    path: `${base(world)}/moderation#${one.id}`,
    title: t(`moderation:did.${actionLabel(one)}`),
    html: renderCached(one.reason, ""),
    at: one.at,
    language,
  }));
}
