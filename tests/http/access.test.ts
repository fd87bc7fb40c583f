import { eq, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draftApproval } from "~/features/approvals/services/draftApproval.server";
import { approvalsOf } from "~/features/approvals/services/findApproval.server";
import { openApproval } from "~/features/approvals/services/openApproval.server";
import { saveCall } from "~/features/calls/services/calls.server";
import {
  checklistShown,
  editChecklist,
  findChecklist,
} from "~/features/checklists/services/checklists.server";
import { addComment } from "~/features/comments/services/addComment.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editNote } from "~/features/drafts/services/editClause.server";
import { clauseRows, type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { heldChecklist } from "~/features/drafts/services/heldChecklist.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { openToEndorsements } from "~/features/endorsements/services/desk/openToEndorsements.server";
import { findFaq, saveFaq } from "~/features/faq/services/faq.server";
import { findTownhall } from "~/features/meetings/services/findTownhall.server";
import { planTownhall } from "~/features/meetings/services/plan.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { unsubscribe } from "~/features/notices/services/readNotices.server";
import { saveRecord } from "~/features/records/services/records.server";
import { takeSnapshot } from "~/features/release/services/decide.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { createChecklist } from "~/features/results/services/createChecklist.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { askDocuments } from "~/features/reviews/services/documentRequests.server";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { saveSystem } from "~/features/reviews/services/saveSystem.server";
import { decideReview, volunteer } from "~/features/reviews/services/volunteer.server";
import { closeRound } from "~/features/rounds/services/closeRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { addTopic } from "~/features/threads/services/addTopic.server";
import { saveTranscript } from "~/features/townhalls/services/saveMinutes.server";
import { acceptInvitation, invitePeople } from "~/features/workgroups/services/invitations.server";
import { needs } from "~/kernel/access";
import { sha256Hex } from "~/kernel/hash/canonical";
import { plain } from "~/kernel/language/localized";
import { versionOf } from "~/platform/version.server";
import * as schema from "~db/schema";
import { formOf, given } from "~tests/support/endorsements";
import {
  cast,
  closed,
  drafted,
  invitationIn,
  joined,
  opened,
  type Person,
  requires,
  type Scenario,
  scenario,
  signUp,
  suspended,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
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

const roles = [
  "a visitor",
  "a newcomer",
  "a participant",
  "a member",
  "a facilitator",
  "a member of the other workgroup",
  "a facilitator of the other workgroup",
  "an organizer",
  "an organizer of another process",
  "a founder",
  "a suspended person",
] as const;

type Role = (typeof roles)[number];

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
    "an organizer",
  ],
  "the reviewer of the system": ["a participant"],
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
};

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
    form: () => ({ intent: "publish" }),
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
  "overview/manage.layout.tsx": { loader: "organizers" },
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
    }),
  },
  "votes/manage.round.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ round: String(world.draft.number) }),
    form: () => ({ intent: "discard" }),
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
  "votes/ballot.tsx": {
    loader: "the roll",
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
  "rounds/receipt.tsx": { loader: "everyone" },
  "results/result.file.ts": { loader: "everyone", params: () => ({ file: "ballots.csv" }) },
  "results/result.tsx": { loader: "everyone" },
  "votes/round.tsx": {
    loader: "everyone",
    action: "whoever is signed in",
    params: () => ({ round: String(world.open.number) }),
    form: () => ({ intent: "join" }),
  },
  "results/rule.tsx": { loader: "everyone" },
  "results/votes.tsx": { loader: "everyone" },
  "rounds/workgroup.tsx": { loader: "everyone" },
  "workgroups/workgroups.tsx": { loader: "everyone" },
  "profile/profile.data.ts": { loader: "whoever is signed in, suspended or not" },
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
  "accounts/sign-in.code.tsx": { loader: "everyone", action: "everyone" },
  "accounts/sign-in.link.tsx": { loader: "everyone", action: "everyone" },
  "accounts/sign-in.tsx": { loader: "everyone", action: "everyone" },
  "accounts/sign-out.ts": { action: "everyone" },
  "membership/start-process.tsx": {
    loader: "founders",
    action: "founders",
    form: () => ({
      intent: "start",
      slug: "another-process",
      title: "Another",
      summary: "",
      question: "Is it required?",
      language: "en",
    }),
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
    form: () => ({ intent: "frequency", process: world.s.process.id, thread: "", frequency: "daily" }),
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
  "drafts/compare.file.ts": { loader: "everyone" },
  "drafts/compare.tsx": { loader: "everyone", action: "everyone" },
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
  "discussion/moderation.tsx": { loader: "everyone" },
  "records/record.tsx": { loader: "everyone" },
  "records/records.tsx": { loader: "everyone" },
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
  "opendata/embed.ts": { loader: "everyone", params: () => ({ "*": "endorsements.svg" }) },
  "opendata/v1.ts": { loader: "everyone", params: () => ({ "*": "processes" }) },
  "opendata/data.tsx": { loader: "everyone" },
  "opendata/export.ts": { loader: "everyone" },
  "reviews/systems.tsx": { loader: "everyone" },
  "representation/thanks.tsx": { loader: "everyone" },
  "timeline/timeline.tsx": { loader: "everyone" },
  // What ends something comes last: the forms are sent in this order.
  "discussion/manage.moderation.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "hide", comment: there(world.params.comment), reason: "It is not liked." }),
  },
  "release/manage.publish.tsx": {
    loader: "organizers",
    action: "organizers",
    params: () => ({ draft: "0.2" }),
    form: () => ({ intent: "publish", as: "comments", commentsUntil: "2099-01-01T00:00" }),
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
    form: () => ({ intent: "discard" }),
  },
  "drafts/manage.drafts.tsx": {
    loader: "organizers",
    action: "organizers",
    form: () => ({ intent: "begin", label: "0.3" }),
  },
};

const approvalForm = (title: string) => ({
  title,
  draft: "0.1",
  groupComparison: "at-least" as const,
  groupThreshold: "2/3",
  leastPositions: "5",
  leastTurnout: "1/10",
  regionThreshold: "",
  totalComparison: "at-least" as const,
  totalThreshold: "1/2",
  closesAt: "",
});

const callForm = {
  kind: "reviewer" as const,
  title: "Reviewers wanted",
  body: "For a system.",
  until: "2035-01-01",
};

const systemForm = (key: string) => ({
  was: "",
  key,
  name: `System ${key}`,
  maker: "A maker",
  about: "",
  links: "",
  workgroup: "",
});

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

type World = {
  readonly deps: TestDeps;
  readonly s: Scenario;
  readonly people: Record<Role, Person | null>;
  /** Of the first workgroup: counted in results 1 (published) and 2 (not). */
  readonly counted: RoundRow;
  /** Of the first workgroup, open. */
  readonly voting: RoundRow;
  /** Open to everyone. */
  readonly open: RoundRow;
  readonly draft: RoundRow;
  readonly params: Params;
  /** What a form of the first checklist knows. */
  readonly seen: string;
};

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await build();
});
afterAll(() => db.close());

async function build(): Promise<World> {
  const deps = testDeps(db, {
    settings: {
      origin: "https://codraft.example",
      isDemo: false,
      hasMailbox: true,
      isEvaluation: false,
      founders: ["founder@example.org", "fallen@example.org"],
    },
  });
  const s = await scenario(deps);
  const other = await scenario(deps, { members: 1 });
  const invite = (email: string, role: "organizer" | "participant") =>
    invitePeople(deps, s.organizer, s.process, {
      role,
      workgroupId: null,
      people: [{ email, name: "", affiliation: "", affiliated: false }],
      language: "en",
    });
  const fallen = await joined(s, "fallen", { role: "facilitator", workgroupId: s.alpha.id });
  value(await invite(fallen.email, "organizer"));
  value(await acceptInvitation(deps, fallen, invitationIn(deps, fallen.email)));
  const people: World["people"] = {
    "a visitor": null,
    "a newcomer": await signUp(deps, "newcomer"),
    "a participant": s.participant,
    "a member": there(s.members.alpha[0]),
    "a facilitator": s.facilitator,
    "a member of the other workgroup": there(s.members.beta[0]),
    "a facilitator of the other workgroup": await joined(s, "runs-beta", {
      role: "facilitator",
      workgroupId: s.beta.id,
    }),
    "an organizer": s.organizer,
    "an organizer of another process": other.organizer,
    "a founder": await signUp(deps, "founder"),
    "a suspended person": fallen,
  };

  const first = await opened(s);
  await cast(s, there(s.members.alpha[0]), first, requires("weights"));
  const counted = await closed(s, first);
  for (const number of [1, 2]) {
    const input = { roundIds: [counted.id], rule: presets["person-share"], title: `Result ${number}` };
    value(await compileRounds(deps, s.organizer, s.process, input));
    const compilation = there(await findCompilation(deps, s.process, String(number), true));
    value(await createChecklist(deps, s.organizer, s.process, compilation, `Draft ${number}`));
  }
  value(await publishCompilation(deps, s.organizer, s.process, 1));
  const voting = await opened(s);
  const open = await opened(s, { workgroupId: null });
  const draft = await drafted(s);
  await suspended(deps, fallen);
  value(await invite("invited@example.org", "participant"));
  const texts = await draftsOf(s);
  await endorsementsOf(s, there(people["a newcomer"]));
  const about = { title: "Another", summary: "", question: "Is it?", language: "en" as const };
  value(await startProcess(deps, s.organizer, { slug: "to-be-deleted", ...about }));
  const params = {
    ...texts,
    ...(await talksOf(s)),
    ...(await releaseOf(s)),
    process: s.process.slug,
    workgroup: s.alpha.key,
    round: String(voting.number),
    hash: voting.ruleHash,
    result: "1",
    checklist: "1",
    token: invitationIn(deps, "invited@example.org"),
    request: crypto.randomUUID(),
    "*": "nowhere/at/all",
  };
  const { checklist } = there(await findChecklist(deps, s.process, params.checklist, true));
  const seen = versionOf(checklistShown(checklist));
  return { deps, s, people, counted, voting, open, draft, params, seen };
}

/** A published version "0.1" with a comment, and a working one "0.2"; a record; a question with its answer. */
async function draftsOf(s: Scenario) {
  const { deps, organizer, process, participant } = s;
  await deps.db.update(schema.processes).set({ languages: ["en", "es"] });
  value(await createDraft(deps, organizer, process, "0.1"));
  const first = there(await findDraft(deps, process, "0.1", true));
  const markdown = "## What it means\n\nWhoever has it may use it.";
  value(await importDraft(deps, organizer, first, markdown, new Map()));
  await explain(s, first);
  const until = new Date(deps.now().getTime() + 24 * 60 * 60 * 1000);
  value(await publishDraft(deps, organizer, process, first, until));
  const clause = there((await clauseRows(deps.db, first.id))[1]).clauseId;
  const input = {
    clause,
    language: "en" as const,
    type: "general" as const,
    stance: "neutral" as const,
    speaksAs: null,
    body: "A word on this.",
    proposal: "",
    quote: "",
    start: 0,
    end: 0,
    shownIn: "en" as const,
  };
  const { id: comment } = value(await addComment(deps, participant, process, first, input));
  value(await createDraft(deps, organizer, process, "0.2"));
  const record = {
    record: null,
    kind: "decision" as const,
    date: "2030-01-01",
    title: "Decided",
    body: "So.",
  };
  value(await saveRecord(deps, organizer, process, "en", record));
  const entry = { entry: null, revision: 0, question: "Why?", answer: "Because.", clauses: [clause] };
  value(await saveFaq(deps, organizer, process, entry));
  const unit = there(await findFaq(deps, process, "1")).id;
  const second = there(await findDraft(deps, process, "0.2", true));
  value(await editNote(deps, second, plain("Another word.")));
  await explain(s, second);
  const token = "a-token-of-a-mail";
  await deps.db
    .insert(schema.unsubscribeTokens)
    .values({ token, userId: participant.id, processId: process.id });
  // Whoever asks again changes nothing any more.
  value(await unsubscribe(deps, token));
  return {
    draft: "0.1",
    from: "0.1",
    to: "0.1",
    clause,
    comment,
    record: "1",
    entry: "1",
    unit,
    language: "es",
  };
}

/**
 * Approvals: the first open, the second not yet, the third closed. A system that the participant
 * reviews, a call, a snapshot for the board.
 */
async function releaseOf(s: Scenario) {
  const { deps, organizer, process, participant } = s;
  for (const [number, isOpened, isClosed] of [
    [1, true, false],
    [2, false, false],
    [3, true, true],
  ] as const) {
    const input = { ...approvalForm(`Approval ${number}`), leastPositions: 5, closesAt: null };
    value(await draftApproval(deps, organizer, process, input));
    const row = there((await approvalsOf(deps.db, process.id, true)).at(-1));
    if (isOpened) value(await openApproval(deps, organizer, process, row));
    if (isClosed) value(await closeRound(deps, organizer, row.round));
  }
  const [draft] = await deps.db.select().from(schema.drafts).where(eq(schema.drafts.label, "0.1"));
  const item = { component: "weights", level: "required" as const, framework: "", note: "" };
  await deps.db
    .update(schema.checklists)
    .set({ items: [item] })
    .where(eq(schema.checklists.id, there(draft?.checklistId)));
  const wanted = { ...systemForm("examined"), was: null, links: [], workgroup: null };
  value(await saveSystem(deps, organizer, process, "en", wanted));
  const system = there(await findSystem(deps, process, "examined"));
  const offer = { affiliated: false, motivation: "" };
  const { id } = value(await volunteer(deps, participant, process, system, offer));
  value(
    await decideReview(deps, organizer, process, { review: id, decision: "confirmed", affiliated: false }),
  );
  const request = {
    component: "weights",
    wanted: "The licence.",
    recipient: "",
    dueOn: "2099-01-01",
    language: "en" as const,
  };
  value(await askDocuments(deps, organizer, process, system, request, true));
  const tokenHash = sha256Hex("a-token-of-a-mail");
  await deps.db.update(schema.documentRequests).set({ tokenHash });
  value(await saveCall(deps, organizer, process, "en", { ...callForm, call: null, missing: [] }));
  value(await takeSnapshot(deps, organizer, process, { draft: "0.1", meeting: "A meeting" }));
  return { approval: "1", system: system.key, call: "1", snapshot: "1" };
}

/** Version "0.1" is asked about, and a newcomer endorses it. */
async function endorsementsOf(s: Scenario, newcomer: Person) {
  value(await openToEndorsements(s.deps, s.organizer, s.process, "0.1"));
  await given(s, formOf({ draft: "0.1", email: newcomer.email }));
}

/** A townhall with a transcript, and a topic. */
async function talksOf(s: Scenario) {
  const { deps, organizer, process, participant } = s;
  const meeting = {
    title: "A meeting",
    day: "2030-01-01",
    time: "17:00",
    zone: "UTC",
    minutesLong: 60,
    languages: ["en" as const],
    callUrl: "",
    slidesUrl: "",
    draft: "0.1",
    agenda: [],
  };
  const { number } = value(await planTownhall(deps, organizer, process, "en", meeting));
  const townhall = there(await findTownhall(deps, process, String(number)));
  value(await saveTranscript(deps, organizer, process, townhall, "en", "Somebody: A word on this."));
  const topic = {
    key: crypto.randomUUID(),
    title: "A matter",
    category: "general" as const,
    about: "",
    language: "en" as const,
    speaksAs: null,
    body: "What of this?",
  };
  const { number: thread } = value(await addTopic(deps, participant, process, topic));
  return { townhall: String(number), thread: String(thread) };
}

/** Gives a reason for every departure from the votes. */
async function explain({ deps, organizer, process }: Scenario, draft: DraftRow) {
  const { rows, number } = await heldChecklist(deps.db, draft);
  const reasons = Object.fromEntries(rows.map(({ component }) => [component, "For a reason."]));
  value(await editChecklist(deps, organizer, process, String(number), [], reasons));
}

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
  if (!answer.thrown && (leadsTo !== null || statusIn(answer) === 200)) return "let in";
  const body = (await bodyIn(answer)) as string | { code?: string; error?: { code?: string } };
  if (typeof body === "string") return `${statusIn(answer)} text`;
  // A form without an intent, from somebody who was let in.
  if (!answer.thrown && statusIn(answer) === 400 && body.error?.code === "invalid") return "let in";
  return `${statusIn(answer)} ${body.code ?? JSON.stringify(body)}`;
}

function expectedOf(who: Who, role: Role): string {
  if ((admitted[who] as readonly Role[]).includes(role)) return "let in";
  if (who === "nobody") return "404 not_found";
  if (role === "a visitor") return "sent to sign in";
  return role === "a suspended person" ? "403 suspended" : "404 not_found";
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

const expectedFor = (who: Who) => Object.fromEntries(roles.map((role) => [role, expectedOf(who, role)]));

/** All that is stored, but for the sessions that asking takes. */
async function stored(): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(schema)) {
    if (!is(table, PgTable) || table === schema.sessions) continue;
    const rows: unknown[] = await db.db.select().from(table as typeof schema.users);
    all[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return all;
}

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
    before = await stored();
  });

  test.each(cases)("$file $does $who ($kind)", async ({ file, kind, who }) => {
    expect(await outcomes((role) => enter(file, kind, role))).toEqual(expectedFor(who));
  });

  test("that was read or that refused a form has changed nothing", async () => {
    expect(await stored()).toEqual(before);
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
          compilations: { number: number }[];
        };
        listed[role] = page.compilations.map(({ number }) => number).sort();
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

describe("the form that was refused", () => {
  test.each(forms)("by $file is carried out for $who", async ({ file, who }) => {
    const [role] = admitted[who];
    const before = await stored();
    const person = world.people[there(who === "whoever is signed in" ? "a newcomer" : role)];
    const form = there(expectations[file]?.form)();
    const answer = await visit(file, "action", { deps: world.deps, person, params: paramsOf(file), form });
    expect(answer.thrown).toBe(false);
    if (locationIn(answer) === null) expect(await bodyIn(answer)).toMatchObject({ ok: true });
    expect(await stored()).not.toEqual(before);
  });
});
