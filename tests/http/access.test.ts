import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clauseCode } from "~/features/drafts/domain/shortLink";
import { needs } from "~/kernel/access";
import { plain } from "~/kernel/language/localized";
import * as schema from "~db/schema";
import { type Person, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { pageOf } from "./support/page";
import {
  type Answer,
  addressOf,
  ask,
  bodyIn,
  handlerOf,
  leave,
  locationIn,
  type Params,
  routeFiles,
  routeModule,
  statusIn,
  visit,
} from "./support/routes";
import { stored } from "./support/stored";
import {
  addressToken,
  approvalForm,
  buildWorld,
  callForm,
  type Role,
  roles,
  systemForm,
  type World,
} from "./support/world";

/** Who is let in. The suspended person was organizer, facilitator, seated and founder. */
const admitted = {
  everyone: roles,
  "whoever is signed in": roles.filter((role) => role !== "a visitor" && role !== "a suspended person"),
  "whoever is signed in, suspended or not": roles.filter((role) => role !== "a visitor"),
  "the roll": ["a member", "a facilitator"],
  "whoever runs the workgroup": ["a facilitator", "an organizer"],
  "whoever takes part": [
    "a participant",
    "a member",
    "a facilitator",
    "a member of the other workgroup",
    "a facilitator of the other workgroup",
    "a moderator",
    "an organizer",
  ],
  "the reviewer of the system": ["a participant"],
  moderators: ["a moderator", "an organizer"],
  organizers: ["an organizer"],
  founders: ["a founder"],
  nobody: [],
} as const satisfies Record<string, readonly Role[]>;

type Who = keyof typeof admitted;

type Form = Readonly<Record<string, string>>;
type Expected = {
  readonly loader?: Who;
  readonly action?: Who;
  /** Parameters that differ from those all routes are given. */
  readonly params?: () => Params;
  /** What changes something here; sent by those who must not. */
  readonly form?: () => Form;
  /** It leads to the page that says what would be done, and stores nothing. */
  readonly onlyReads?: true;
  /** Its form sends a mail and stores nothing but that it was sent. */
  readonly onlyMails?: true;
  /** Its process is in preparation: who is suspended has no part in it, and does not find it. */
  readonly isHidden?: true;
};

/** A moment in some days, as the browser's field gives it. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);

/** The least that each route asks for, as the product promises it. */
const expectations: Readonly<Record<string, Expected>> = {
  "overview/home.tsx": { loader: "everyone" },
  "workgroups/invitation.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "accept" }),
  },
  "overview/language.ts": { action: "everyone" },
  "accounts/mailbox.tsx": { loader: "everyone" },
  "accounts/kept.ts": {
    loader: "whoever is signed in",
    action: "whoever is signed in",
    form: () => ({
      intent: "keep",
      place: "/threads",
      words: JSON.stringify({ fields: { body: "Half a" }, begun: {}, basis: {}, once: "", at: 0 }),
    }),
  },
  "overview/manage.audit.tsx": { loader: "organizers" },
  "checklists/manage.checklist.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "save", seen: world.seen }),
  },
  "results/manage.compilation.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ result: "2" }),
    form: () => ({ intent: "checklist", draftLabel: "9.9" }),
  },
  "results/manage.compile.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "compile",
      title: "Once more",
      rounds: world.counted.id,
      choice: "preset:person-share",
      rule: "",
      intro: "",
    }),
  },
  "components/manage.components.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "add",
      title: "Logs",
      category: "data",
      description: "",
      reason: "It was missed.",
    }),
  },
  "opendata/manage.data.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ process: "to-be-deleted" }),
    form: () => ({ intent: "delete", slug: "to-be-deleted" }),
  },
  "overview/manage.home.tsx": { loader: "organizers" },
  "overview/manage.layout.tsx": { loader: "moderators" },
  "workgroups/manage.people.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "one",
      role: "organizer",
      workgroup: "",
      email: "accomplice@example.org",
      name: "",
      affiliation: "",
      language: "ar",
    }),
  },
  "votes/manage.round.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ round: String(world.draft.number) }),
    form: () => ({ intent: "seats", csv: "voter\nSeat 1\n" }),
  },
  "votes/manage.rounds.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "draft",
      title: "A vote",
      workgroup: "public",
      preset: "person-share",
      rule: "",
      attribution: "named",
      reveal: "at-close",
      closesAt: "",
    }),
  },
  "plans/manage.witnesses.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "witnesses", names: "makers", least: "" }),
  },
  "overview/manage.settings.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "milestone",
      stream: "release",
      title: "The end",
      startsOn: "2031-01-01",
      endsOn: "",
    }),
  },
  "workgroups/manage.workgroups.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "save", key: "gamma", name: "Gamma", system: "System", maker: "", charter: "" }),
  },
  "overview/not-found.tsx": { loader: "nobody" },
  "search/robots.ts": { loader: "everyone" },
  "overview/sitemap.ts": { loader: "everyone" },
  "overview/share/site.ts": { loader: "everyone" },
  "overview/share/picture.ts": { loader: "everyone", params: () => ({ "*": "process.png" }) },
  // Who is not on the roll is sent on to the page of the round.
  "votes/ballot.tsx": {
    loader: "whoever is signed in",
    action: "the roll",
    form: () => ({ intent: "cast", prev: "", key: crypto.randomUUID(), "choices.weights.use": "required" }),
  },
  "checklists/checklist.tsx": { loader: "everyone" },
  "components/components.tsx": { loader: "everyone" },
  "workgroups/facilitate.tsx": {
    loader: "whoever runs the workgroup",
    action: "whoever runs the workgroup",
    form: () => ({ intent: "charter", charter: "We look at something else." }),
  },
  "overview/layout.tsx": { loader: "everyone" },
  "rounds/log.file.ts": { loader: "everyone", params: () => ({ file: "terms.json" }) },
  "rounds/log.tsx": { loader: "everyone" },
  "overview/overview.tsx": { loader: "everyone" },
  "rounds/receipt.tsx": {
    loader: "everyone",
    action: "the roll",
    params: () => ({ round: String(world.counted.number) }),
    form: () => ({ intent: "mail", leaf: world.leaf }),
    onlyMails: true,
  },
  "results/result.file.ts": { loader: "everyone", params: () => ({ file: "ballots.csv" }) },
  "results/result.tsx": { loader: "everyone" },
  "results/result.beside.tsx": { loader: "everyone", params: () => ({ other: "1" }) },
  "votes/round.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    params: () => ({ round: String(world.open.number) }),
    form: () => ({ intent: "join" }),
  },
  "plans/manage.plans.seal.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "seal", seen: world.seen }),
  },
  "plans/manage.plans.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "prepare", rounds: world.draft.id, opensBy: "2035-01-01T12:00", publishBy: "" }),
    onlyReads: true,
  },
  "results/plan.tsx": { loader: "everyone" },
  "results/rule.tsx": { loader: "everyone" },
  "results/votes.tsx": { loader: "everyone" },
  "rounds/workgroup.tsx": {
    loader: "everyone",
    action: "whoever runs the workgroup",
    form: () => ({ intent: "remind", round: world.voting.id }),
  },
  "workgroups/workgroups.tsx": { loader: "everyone" },
  "profile/profile.data.ts": { loader: "whoever is signed in, suspended or not" },
  "profile/manage.members.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "role", person: world.s.participant.id, role: "organizer" }),
  },
  "profile/profile.address.tsx": {
    loader: "everyone",
    action: "everyone",
    params: () => ({ token: addressToken }),
  },
  "profile/profile.parts.tsx": {
    loader: "whoever is signed in",
    action: "whoever is signed in",
    form: () => ({ intent: "giveUp", round: world.joinedByNewcomer.id }),
  },
  "profile/profile.tsx": {
    loader: "whoever is signed in",
    action: "whoever is signed in",
    form: () => ({
      intent: "save",
      displayName: "Another name",
      affiliation: "",
      country: "",
      locale: "en",
    }),
  },
  "accounts/sign-in.step.tsx": { loader: "everyone", action: "everyone" },
  "accounts/sign-in.tsx": { loader: "everyone", action: "everyone" },
  "accounts/sign-out.ts": { action: "everyone" },
  "overview/start-process.tsx": {
    loader: "founders",
    action: "founders",
    form: () => ({
      intent: "start",
      slug: "another-process",
      title: "Another",
      summary: "",
      question: "Is it required?",
      language: "en",
      template: "software-licence",
    }),
  },
  "opendata/manage.open.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ process: "in-preparation" }),
    form: () => ({ intent: "open", seen: world.seen }),
    isHidden: true,
  },
  // Before an import takes its clause out.
  "discussion/manage.draft.revisions.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ draft: "0.2" }),
    form: () => ({ intent: "restore", clause: world.params.clause ?? "", revision: "1", seen: "2" }),
  },
  "drafts/manage.draft.import.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ draft: "0.2" }),
    form: () => ({ intent: "import", markdown: "# Another text\n\nOf somebody else." }),
  },
  "faq/manage.faq.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "save", entry: "", revision: "0", question: "Why?", answer: "Because." }),
  },
  "records/manage.records.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "save",
      record: "",
      kind: "decision",
      date: "2030-01-01",
      title: "So be it",
      body: "",
    }),
  },
  "translation/manage.translators.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "set", userId: there(world.people["a newcomer"]).id, languages: "es" }),
  },
  "notices/notices.tsx": {
    loader: "whoever is signed in",
    action: "whoever is signed in",
    form: () => ({ intent: "frequency", process: world.s.process.id, frequency: "daily" }),
  },
  "discussion/clause.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => commentForm(),
  },
  "discussion/comment.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "reply", language: "en", body: "I see it otherwise." }),
  },
  "drafts/compare.file.ts": { loader: "everyone", params: () => ({ file: "comparison.md" }) },
  "drafts/compare.tsx": { loader: "everyone", action: "everyone" },
  "drafts/draft.text.ts": { loader: "everyone", params: () => ({ file: "citation.bib" }) },
  "drafts/clause.short.ts": {
    loader: "everyone",
    params: () => ({ code: clauseCode(world.params.clause ?? "") }),
  },
  "discussion/draft.file.ts": { loader: "everyone", params: () => ({ file: "comments.csv" }) },
  "discussion/draft.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => commentForm(),
  },
  "discussion/draftComments.tsx": { loader: "everyone" },
  "drafts/drafts.tsx": { loader: "everyone" },
  "faq/faq.tsx": { loader: "everyone" },
  "faq/faqEntry.tsx": { loader: "everyone" },
  "feeds/feed.ts": { loader: "everyone", params: () => ({ feed: "drafts.atom" }) },
  "discussion/moderation.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "object", act: world.aboutNewcomer, words: "I did not sell anything." }),
  },
  "records/record.tsx": { loader: "everyone" },
  "records/records.tsx": { loader: "everyone" },
  "translation/glossary.file.ts": { loader: "everyone" },
  "translation/glossary.tsx": {
    loader: "everyone",
    action: "organizers",
    form: () => ({ intent: "add", wanted: "open data", avoided: "", note: "" }),
  },
  "translation/glossary.term.tsx": {
    loader: "everyone",
    action: "organizers",
    form: () => ({ intent: "save", language: "es", revision: "0", wanted: "sistema", avoided: "", note: "" }),
  },
  "translation/translate.file.ts": { loader: "everyone" },
  "translation/translate.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({
      intent: "save",
      unit: there(world.params.unit),
      revision: "0",
      "texts.question": "¿Por qué?",
    }),
  },
  "notices/unsubscribe.tsx": {
    loader: "everyone",
    action: "everyone",
    params: () => ({ token: "a-token-of-a-mail" }),
  },
  "discussion/manage.draft.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ draft: "0.2" }),
    form: () => ({ intent: "add", after: "", as: "definition" }),
  },
  "discussion/manage.draft.suggestions.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ draft: "0.2" }),
    form: () => ({
      intent: "decide",
      suggestion: world.params.suggestion ?? "",
      decision: "rejected",
      reason: "Not so.",
      text: "",
      revision: "0",
    }),
  },
  "townhalls/manage.townhalls.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "agreements", text: "- Whoever speaks is listened to." }),
  },
  "timeline/calendar.ts": { loader: "everyone", params: () => ({ file: "all.ics" }) },
  "search/search.tsx": { loader: "everyone" },
  "discussion/thread.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "reply", language: "en", body: "I see it otherwise." }),
  },
  "discussion/threads.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({
      intent: "begin",
      key: crypto.randomUUID(),
      title: "Another matter",
      category: "general",
      about: "",
      language: "en",
      speaksAs: "",
      body: "What of it?",
    }),
  },
  "townhalls/townhall.transcript.tsx": {
    loader: "everyone",
    action: "organizers",
    form: () => ({
      intent: "carry",
      what: "passage:1",
      clause: `0.1:${there(world.params.clause)}`,
      stance: "neutral",
    }),
  },
  "townhalls/townhall.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "register" }),
  },
  "townhalls/townhalls.tsx": { loader: "everyone" },
  "endorsements/endorsements.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "flag", number: "1", reason: "Not theirs." }),
  },
  "endorsements/manage.endorsements.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "hide", number: "1", reason: "It is there twice." }),
  },
  "endorsements/endorse.tsx": { loader: "everyone", action: "everyone" },
  "endorsements/endorsement.link.tsx": { loader: "everyone", action: "everyone" },
  "endorsements/endorsement.mine.tsx": {
    loader: "whoever is signed in",
    action: "whoever is signed in",
    form: () => ({ intent: "withdraw", which: "person", sure: "yes" }),
  },
  "evidence/shaped.tsx": { loader: "everyone" },
  "endorsements/endorsements.file.ts": { loader: "everyone", params: () => ({ file: "appendix.csv" }) },
  "approvals/manage.approvals.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "draft", ...approvalForm("Another approval") }),
  },
  "calls/manage.calls.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "save", ...callForm, call: "", seen: "" }),
  },
  "release/manage.release.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "gate",
      id: "",
      seen: "",
      title: "Real examples",
      kind: "systems",
      least: "2",
      dueOn: "2031-01-01",
    }),
  },
  "representation/manage.representation.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "campaign", code: "spring", name: "Letters of spring" }),
  },
  "reviews/manage.systems.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "save", ...systemForm("another"), seen: "" }),
  },
  "approvals/approval.file.ts": {
    loader: "everyone",
    params: () => ({ approval: "3", file: "result.json" }),
  },
  "approvals/approval.tsx": {
    loader: "everyone",
    action: "whoever takes part",
    form: () => ({
      intent: "take",
      position: "approve",
      region: "",
      reason: "",
      change: "",
      language: "en",
      prev: "",
      key: crypto.randomUUID(),
    }),
  },
  "approvals/approvals.tsx": { loader: "everyone" },
  "release/board.tsx": { loader: "everyone" },
  "calls/call.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "apply", message: "I would like to.", language: "en" }),
  },
  "calls/calls.tsx": { loader: "everyone" },
  "representation/join.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "place", groups: "developer", country: "SN", campaign: "" }),
  },
  "representation/people.map.ts": { loader: "everyone" },
  "representation/people.tsx": { loader: "everyone" },
  "report/report.tsx": { loader: "everyone" },
  "release/snapshot.tsx": { loader: "everyone" },
  "reviews/system.review.tsx": {
    loader: "the reviewer of the system",
    action: "the reviewer of the system",
    form: () => ({
      intent: "save",
      draft: "0.1",
      component: "weights",
      "values.use": "allowed",
      url: "",
      note: "",
      seen: "0",
    }),
  },
  "reviews/system.review.save.ts": {
    action: "the reviewer of the system",
    // After the row above was saved.
    form: () => ({
      intent: "save",
      draft: "0.1",
      component: "weights",
      "values.use": "restricted",
      url: "",
      note: "",
      seen: "1",
    }),
  },
  "reviews/system.answer.tsx": {
    loader: "everyone",
    action: "everyone",
    params: () => ({ token: "a-token-of-a-mail" }),
  },
  "reviews/system.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    form: () => ({ intent: "volunteer", motivation: "" }),
  },
  "reviews/systems.file.ts": { loader: "everyone", params: () => ({ file: "cells.csv" }) },
  "overview/recordLog.tsx": { loader: "everyone" },
  "verification/bundle.ts": { loader: "everyone" },
  "verification/program.ts": { loader: "everyone" },
  "translation/languages.tsx": { loader: "everyone" },
  "verification/verify.tsx": { loader: "everyone" },
  "recordlog/log.ts": {
    loader: "everyone",
    params: () => ({ log: there(world.params.process), "*": "key" }),
  },
  "opendata/embed.ts": { loader: "everyone", params: () => ({ "*": "endorsements.svg" }) },
  "opendata/v1.ts": { loader: "everyone", params: () => ({ "*": "processes" }) },
  "opendata/data.tsx": { loader: "everyone" },
  "opendata/export.ts": { loader: "everyone" },
  "reviews/systems.tsx": { loader: "everyone" },
  "representation/thanks.tsx": { loader: "everyone" },
  "timeline/timeline.tsx": { loader: "everyone" },
  // What ends something comes last: the forms are sent in this order.
  "discussion/manage.moderation.tsx": {
    loader: "moderators",
    action: "moderators",
    form: () => ({ intent: "hide", comment: there(world.params.comment), reason: "It is not liked." }),
  },
  "townhalls/manage.townhall.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "cancel" }),
  },
  "approvals/manage.approval.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ approval: "2" }),
    form: () => ({ intent: "edit", ...approvalForm("Changed") }),
  },
  "results/manage.compilation.publish.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ result: "2" }),
    form: () => ({ intent: "publish", seen: world.seen }),
  },
  "rounds/manage.close.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "close", seen: world.seen }),
  },
  "rounds/manage.extend.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ round: String(world.lasting.number) }),
    form: () => ({
      intent: "extend",
      seen: world.seen,
      until: inDays(60),
      reason: "Not everybody could.",
      language: "en",
    }),
  },
  "rounds/manage.schedule.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ approval: "2" }),
    form: () => ({ intent: "schedule", seen: world.seen, opensAt: inDays(60) }),
  },
  "votes/manage.round.open.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ round: String(world.draft.number) }),
    form: () => ({ intent: "open", seen: world.seen }),
  },
  "votes/manage.round.ballots.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ round: String(world.draft.number) }),
    form: () => ({
      intent: "import",
      csv: `voter,component,criterion,choice\nSeat 1,${world.draft.asked[0]},use,required\n`,
    }),
  },
  "approvals/manage.approval.open.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ approval: "2" }),
    form: () => ({ intent: "open", seen: world.seen }),
  },
  // After the approvals of the version that it takes the place of.
  "release/manage.publish.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ draft: "0.2" }),
    form: () => ({ intent: "publish", as: "comments", commentsUntil: "2099-01-01T00:00" }),
  },
  // A new version is begun where none is being written.
  "drafts/manage.drafts.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "begin", label: "0.3" }),
  },
  "release/manage.decide.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({
      intent: "decide",
      seen: world.seen,
      decision: "sent-back",
      reasons: "Not yet.",
      decidedBy: "The board",
      decidedOn: "2025-01-01",
    }),
  },
};

function commentForm() {
  return {
    intent: "comment",
    clause: there(world.params.clause),
    language: "en",
    type: "general",
    stance: "oppose",
    speaksAs: "",
    body: "It says too little.",
    shownIn: "en",
  };
}

const cases = Object.entries(expectations).flatMap(([file, { loader, action }]) => [
  ...(loader ? [{ file, kind: "loader" as const, does: "shows itself to", who: loader }] : []),
  ...(action ? [{ file, kind: "action" as const, does: "takes forms from", who: action }] : []),
]);

const forms = cases.filter(({ file, kind }) => kind === "action" && expectations[file]?.form);
/** Addresses that newcomers must not tell from addresses of nothing. */
const hidden = cases.filter(
  ({ file, who }) =>
    addressOf.get(file)?.includes(":process") && !(admitted[who] as readonly Role[]).includes("a newcomer"),
);

const publicPages = cases.filter(({ kind, who }) => kind === "loader" && who === "everyone");

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
});
afterAll(() => db.close());

const paramsOf = (file: string): Params => ({ ...world.params, ...expectations[file]?.params?.() });

function enter(file: string, kind: "loader" | "action", role: Role, params: Params = {}): Promise<Answer> {
  const { deps, people } = world;
  const expected = expectations[file];
  const isLetIn = expected?.[kind] && (admitted[expected[kind]] as readonly Role[]).includes(role);
  // Those who are let in send nothing that changes anything: the same request is made for the next role.
  const form = kind === "action" ? (!isLetIn && expected?.form?.()) || {} : undefined;
  return visit(file, kind, { deps, person: people[role], params: { ...paramsOf(file), ...params }, form });
}

/** What an answer means to whoever asked. */
async function outcome(answer: Answer): Promise<string> {
  const leadsTo = locationIn(answer);
  if (leadsTo?.startsWith("/sign-in?redirectTo=")) return "sent to sign in";
  if (leadsTo !== null || (!answer.thrown && statusIn(answer) === 200)) return "let in";
  const body = (await bodyIn(answer)) as string | { code?: string; error?: { code?: string } };
  if (typeof body === "string") return `${statusIn(answer)} text`;
  // A form without an intent, from somebody who was let in.
  if (!answer.thrown && statusIn(answer) === 400 && body.error?.code === "invalid") return "let in";
  return `${statusIn(answer)} ${body.code ?? JSON.stringify(body)}`;
}

function expectedOf(who: Who, role: Role, isHidden = false): string {
  if ((admitted[who] as readonly Role[]).includes(role)) return "let in";
  if (who === "nobody") return "404 not_found";
  if (role === "a visitor") return "sent to sign in";
  return role === "a suspended person" && !isHidden ? "403 suspended" : "404 not_found";
}

async function outcomes(of: (role: Role) => Promise<Answer>): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const role of roles) {
    const answer = await of(role);
    all[role] = await outcome(answer);
    await leave(answer);
  }
  return all;
}

const expectedFor = (who: Who, isHidden?: boolean) =>
  Object.fromEntries(roles.map((role) => [role, expectedOf(who, role, isHidden)]));

describe("the table of routes", () => {
  test("has every page of every feature, and every one of them has an address", () => {
    expect(Object.keys(expectations).sort()).toEqual(routeFiles);
    expect([...addressOf.keys()].sort()).toEqual(routeFiles);
  });

  test.each(routeFiles)(
    "has the loader and the action of %s, each with a form to be refused",
    async (file) => {
      const expected = expectations[file] ?? {};
      const { loader, action } = await routeModule(file);
      expect({ loader: expected.loader !== undefined, action: expected.action !== undefined }).toEqual({
        loader: loader !== undefined,
        action: action !== undefined,
      });
      expect(expected.form !== undefined).toBe(
        expected.action !== undefined && expected.action !== "everyone",
      );
    },
  );

  test.each(routeFiles)("meets a declared need in every handler of %s", async (file) => {
    const { loader, action } = await routeModule(file);
    for (const handler of [loader, action])
      if (handler) expect(needs).toContain((handler as { access?: { need?: unknown } }).access?.need);
  });
});

describe("a route", () => {
  let before: Awaited<ReturnType<typeof stored>>;
  beforeAll(async () => {
    before = await stored(db);
  });

  test.each(cases)("$file $does $who ($kind)", async ({ file, kind, who }) => {
    expect(await outcomes((role) => enter(file, kind, role))).toEqual(
      expectedFor(who, expectations[file]?.isHidden),
    );
  });

  test.each(cases.filter(({ kind }) => kind === "loader"))(
    "$file says nothing of the host that was asked for",
    async ({ file }) => {
      const answer = await visit(file, "loader", {
        deps: world.deps,
        params: paramsOf(file),
        person: world.people["an organizer"],
        host: "https://foreign.example",
      });
      const said = answer.is instanceof Response && answer.is.status >= 400 ? "" : await bodyIn(answer);
      expect(JSON.stringify([said ?? null, locationIn(answer)])).not.toContain("foreign.example");
      await leave(answer);
    },
  );

  test("that was read or that refused a form has changed nothing", async () => {
    expect(await stored(db)).toEqual(before);
  });

  test.each(hidden)("$file looks to strangers as if it were not there ($kind)", async ({ file, kind }) => {
    const missing = { process: "no-such-process", workgroup: "nobody", round: "999", result: "999" };
    for (const role of ["a visitor", "a newcomer"] as const) {
      const [there, absent] = [await enter(file, kind, role), await enter(file, kind, role, missing)];
      expect(await outcome(absent)).toBe(await outcome(there));
      if (role === "a newcomer") expect(await bodyIn(absent)).toEqual(await bodyIn(there));
    }
  });

  test.each(cases.filter(({ kind }) => kind === "loader"))(
    "$file takes a zero in its address for a name that is not there",
    async ({ file }) => {
      const names = [...(addressOf.get(file) ?? "").matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
      for (const name of names.filter((one) => one !== "lang"))
        for (const role of ["a visitor", "an organizer"] as const)
          expect([name, await outcome(await enter(file, "loader", role, { [name]: "a\0b" }))]).toEqual([
            name,
            expect.stringMatching(/^(404|sent to sign in)/),
          ]);
    },
  );

  test.each(["overview/layout.tsx", "overview/manage.layout.tsx"])(
    "%s around a page answers alike whether or not the page's round is there",
    async (file) => {
      const { deps, people, params } = world;
      const around = async (round: string) =>
        ask(await handlerOf(file, "loader"), {
          deps,
          person: people["an organizer"],
          path: `/p/${params.process}/manage/rounds/${round}`,
          params: { process: there(params.process), round },
        });
      const [present, absent] = [await around("1"), await around("999")];
      expect(await outcome(present)).toBe("let in");
      expect([absent.thrown, await bodyIn(absent)]).toEqual([false, await bodyIn(present)]);
    },
  );
});

test("The address of a ballot leads people who are not on the roll to the page of the round, which says so", async () => {
  const round = there(paramsOf("votes/ballot.tsx").round);
  const asked = {
    deps: world.deps,
    person: world.people["a participant"],
    params: paramsOf("votes/ballot.tsx"),
  };
  const answer = await visit("votes/ballot.tsx", "loader", asked);
  expect(locationIn(answer)).toBe(`/p/${world.params.process}/rounds/${round}`);
  expect(await pageOf("votes/round.tsx", asked)).toContain("not on the roll");
});

describe("a body that is no form", () => {
  const actions = cases.filter(({ kind }) => kind === "action");
  test.each(actions)("is refused by $file, not stumbled over", async ({ file, who }) => {
    const person = world.people[there<Role>(admitted[who].at(-1))];
    for (const body of ["", '{"intent":"save"}']) {
      const answer = await visit(file, "action", { deps: world.deps, person, params: paramsOf(file), body });
      expect(statusIn(answer)).toBeLessThan(500);
    }
  });
});

describe("what is not published yet", () => {
  test.each([
    ["a result", "results/result.tsx", { result: "2" }],
    ["a file of a result", "results/result.file.ts", { result: "2", file: "ballots.csv" }],
    ["a comparison with a result", "results/result.beside.tsx", { result: "1", other: "2" }],
    ["a checklist", "checklists/checklist.tsx", { checklist: "2" }],
  ])("%s is shown to organizers alone", async (_, file, params) => {
    const refused = file.endsWith(".ts") ? "404 text" : "404 not_found";
    const seen = await outcomes((role) => enter(file, "loader", role, params));
    const expected = roles.map((role) => [role, role === "an organizer" ? "let in" : refused]);
    expect(seen).toEqual(Object.fromEntries(expected));
  });

  test.each(["overview/overview.tsx", "results/votes.tsx"])(
    "is listed for organizers alone by %s",
    async (file) => {
      const listed: Record<string, number[]> = {};
      for (const role of roles) {
        const page = (await bodyIn(await enter(file, "loader", role))) as {
          compilations: { number: number }[] | { rows: { number: number }[] };
        };
        const { compilations } = page;
        listed[role] = ("rows" in compilations ? compilations.rows : compilations)
          .map(({ number }) => number)
          .sort();
      }
      const expected = roles.map((role) => [role, role === "an organizer" ? [1, 2] : [1]]);
      expect(listed).toEqual(Object.fromEntries(expected));
    },
  );
});

describe("a suspended organizer", () => {
  test.each(publicPages.filter(({ file }) => addressOf.get(file)?.startsWith("/:lang?/p/:process")))(
    "reads $file as visitors do",
    async ({ file }) => {
      const [theirs, visitors] = await Promise.all(
        (["a suspended person", "a visitor"] as const).map((role) => enter(file, "loader", role)),
      );
      expect(await bodyIn(theirs as Answer)).toEqual(await bodyIn(visitors as Answer));
    },
  );
});

/** A form of an act that is done as it was read, by who has read it now. */
async function asRead(file: string, person: Person | null, form: Form): Promise<Form> {
  if (form.seen !== world.seen) return form;
  const page = await visit(file, "loader", { deps: world.deps, person, params: paramsOf(file) });
  const { seen } = (await bodyIn(page)) as { seen?: unknown };
  return typeof seen === "string" ? { ...form, seen } : form;
}

describe("the form that was refused", () => {
  test.each(forms)("by $file is carried out for $who", async ({ file, who }) => {
    const [role] = admitted[who];
    const before = await stored(db);
    const mailed = world.deps.mails.length;
    const person = world.people[there(who === "whoever is signed in" ? "a newcomer" : role)];
    const form = await asRead(file, person, there(expectations[file]?.form)());
    const answer = await visit(file, "action", { deps: world.deps, person, params: paramsOf(file), form });
    expect(answer.thrown).toBe(false);
    if (locationIn(answer) === null) expect(await bodyIn(answer)).toMatchObject({ ok: true });
    if (expectations[file]?.onlyReads) expect(locationIn(answer)).not.toBeNull();
    else if (expectations[file]?.onlyMails) expect(world.deps.mails.length).toBe(mailed + 1);
    else expect(await stored(db)).not.toEqual(before);
  });
});

describe("A process in preparation", () => {
  const inProcess = cases.filter(({ file }) => addressOf.get(file)?.includes(":process"));
  /** Links that were mailed to one person say what they are about. */
  const byMail = ["workgroups/invitation.tsx", "notices/unsubscribe.tsx"];
  const elsewhere = publicPages.filter(
    ({ file }) => !addressOf.get(file)?.includes(":process") && !byMail.includes(file),
  );
  const strangers = [
    "a visitor",
    "an organizer of another process",
    "a founder",
    "a suspended person",
  ] as const satisfies readonly Role[];
  const title = "A definition that nobody has seen";

  beforeAll(async () => {
    const { processes } = schema;
    const { process } = world.s;
    await db.db.transaction(async (tx) => {
      await tx.execute(sql`alter table processes disable trigger keep_open`);
      await tx
        .update(processes)
        .set({ openedAt: null, title: plain(title) })
        .where(eq(processes.id, process.id));
      await tx.execute(sql`alter table processes enable trigger keep_open`);
    });
  });

  test.each(inProcess)("is not there for strangers at $file ($kind)", async ({ file, kind, who }) => {
    for (const role of strangers) {
      const answer = await enter(file, kind, role, { process: there(world.params.process) });
      const seen = await outcome(answer);
      const hides = ["404 not_found", "404 text", ...(role === "a visitor" ? ["sent to sign in"] : [])];
      expect([role, hides.includes(seen), seen]).toEqual([role, true, seen]);
      expect(who !== "everyone" || seen.startsWith("404")).toBe(true);
      if (answer.is instanceof Response || !seen.startsWith("sent"))
        expect(JSON.stringify((await bodyIn(answer)) ?? null)).not.toContain(title);
      await leave(answer);
    }
  });

  test.each(elsewhere)("is named to strangers by no list of $file", async ({ file }) => {
    for (const role of strangers) {
      const answer = await enter(file, "loader", role);
      if (statusIn(answer) !== 200) continue;
      const said = JSON.stringify((await bodyIn(answer)) ?? null);
      expect(said).not.toContain(title);
      expect(said).not.toContain(`/p/${world.params.process}`);
    }
  });

  test.each([
    ["opendata/v1.ts", (slug: string) => ({ "*": `processes/${slug}` })],
    ["opendata/v1.ts", (slug: string) => ({ "*": `processes/${slug}/components` })],
    ["opendata/v1.ts", (slug: string) => ({ "*": `processes/${slug}/components.csv` })],
    ["opendata/v1.ts", (slug: string) => ({ "*": `processes/${slug}/popolo.json` })],
    ["recordlog/log.ts", (slug: string) => ({ log: slug, "*": "key" })],
    ["recordlog/log.ts", (slug: string) => ({ log: slug, "*": "checkpoint" })],
    ["recordlog/log.ts", (slug: string) => ({ log: slug, "*": "tile/entries/000.p/1" })],
  ] as const)("is not there for programs at %s, not even for an organizer's", async (file, params) => {
    for (const role of ["a visitor", "an organizer"] as const) {
      const answer = await enter(file, "loader", role, params(there(world.params.process)));
      expect(statusIn(answer)).toBe(404);
      await leave(answer);
    }
  });

  test.each(publicPages.filter(({ file }) => addressOf.get(file)?.includes(":process")))(
    "is kept by nobody else from what $file answers to those who take part",
    async ({ file }) => {
      const answer = await enter(file, "loader", "an organizer");
      const cached = answer.is instanceof Response ? answer.is.headers.get("Cache-Control") : null;
      expect(cached ?? "").not.toContain("public");
      await leave(answer);
    },
  );

  test("is there for those who take part in it, with who sees it said on each page", async () => {
    for (const role of ["a participant", "a member", "an organizer"] as const)
      expect(await outcome(await enter("overview/overview.tsx", "loader", role))).toBe("let in");
    const { deps, people, params } = world;
    const home = await visit("overview/home.tsx", "loader", { deps, person: people["a member"] });
    expect(JSON.stringify(await bodyIn(home))).toContain(title);
    const around = await ask(await handlerOf("overview/layout.tsx", "loader"), {
      deps,
      person: people["a member"],
      path: `/p/${params.process}`,
      params: { process: there(params.process) },
    });
    expect(await bodyIn(around)).toMatchObject({ preparing: { isOrganizer: false } });
  });
});
