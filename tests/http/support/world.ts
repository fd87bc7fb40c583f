import { eq } from "drizzle-orm";
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
import { editClause, editNote } from "~/features/drafts/services/editClause.server";
import { clauseRows, type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { heldChecklist } from "~/features/drafts/services/heldChecklist.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { openToEndorsements } from "~/features/endorsements/services/desk/openToEndorsements.server";
import { findFaq, saveFaq } from "~/features/faq/services/faq.server";
import { findTownhall } from "~/features/meetings/services/findTownhall.server";
import { planTownhall } from "~/features/meetings/services/plan.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { unsubscribe } from "~/features/notices/services/readNotices.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
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
import { joinRoll } from "~/features/rounds/services/roll.server";
import { presets } from "~/features/rules/domain/presets";
import { addTopic } from "~/features/threads/services/addTopic.server";
import { saveTranscript } from "~/features/townhalls/services/transcripts.server";
import { saveWords } from "~/features/translation/services/glossary/saveWords.server";
import { acceptInvitation } from "~/features/workgroups/services/answerInvitation.server";
import { invitePeople } from "~/features/workgroups/services/invitations.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import { plain } from "~/kernel/language/localized";
import { versionOf } from "~/platform/version.server";
import * as schema from "~db/schema";
import { formOf, given } from "~tests/support/endorsements";
import { replayed } from "~tests/support/replay";
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
  sealed,
  signUp,
  suspended,
  there,
  value,
} from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps, testKeys } from "~tests/support/testDeps";
import { witnesses } from "~tests/support/witness";
import type { Params } from "./routes";

export const roles = [
  "a visitor",
  "a newcomer",
  "a participant",
  "a member",
  "a facilitator",
  "a member of the other workgroup",
  "a facilitator of the other workgroup",
  "a moderator",
  "an organizer",
  "an organizer of another process",
  "a founder",
  "a suspended person",
] as const;

export type Role = (typeof roles)[number];

/** Of the mail to the old address of somebody who changes theirs: the participant. */
export const addressToken = "ab".repeat(32);

/** A process in which there is one of everything, and a person of every role. */
export type World = {
  readonly deps: TestDeps;
  readonly s: Scenario;
  readonly people: Record<Role, Person | null>;
  /** Of the first workgroup: counted in results 1 (published) and 2 (not). */
  readonly counted: RoundRow;
  /** Of the first workgroup, open. */
  readonly voting: RoundRow;
  /** Open to everyone. */
  readonly open: RoundRow;
  /** Open to everyone, with the newcomer on its roll. */
  readonly joinedByNewcomer: RoundRow;
  readonly draft: RoundRow;
  /** An open round with a deadline. */
  readonly lasting: RoundRow;
  readonly params: Params;
  /** An act of moderation that was about the newcomer. */
  readonly aboutNewcomer: string;
  /** What a form of the first checklist knows. */
  readonly seen: string;
  /** The entry of the member's ballot in the counted round. */
  readonly leaf: string;
};

export async function buildWorld(db: TestDb): Promise<World> {
  const { recordLog } = testDeps(db);
  const known = witnesses(
    ["makers"],
    (origin) => testKeys(origin).log.verifier,
    () => new Date(),
  );
  const deps = testDeps(db, {
    recordLog: { ...recordLog, witnesses: known },
    settings: {
      origin: "https://codraft.example",
      isDemo: false,
      hasMailbox: true,
      isEvaluation: false,
      signIn: {},
      founders: ["founder@example.org", "fallen@example.org"],
    },
  });
  const made = await replayed(deps, "a world with one of everything", begin);
  return { ...made, deps, s: { ...made.s, deps } };
}

type Begun = Omit<World, "deps" | "s"> & { readonly s: Omit<Scenario, "deps"> };

async function begin(deps: TestDeps): Promise<Begun> {
  const s = await scenario(deps);
  const other = await scenario(deps, { members: 1 });
  const invite = (email: string, role: "organizer" | "moderator" | "participant") =>
    invitePeople(deps, s.organizer, s.process, {
      role,
      workgroupId: null,
      people: [{ email, name: "", affiliation: "", affiliated: false }],
      language: "en",
    });
  const fallen = await joined(s, "fallen", { role: "facilitator", workgroupId: s.alpha.id });
  value(await invite(fallen.email, "organizer"));
  value(await acceptInvitation(deps, fallen, invitationIn(deps, fallen.email)));
  const moderator = await signUp(deps, "moderator");
  value(await invite(moderator.email, "moderator"));
  value(await acceptInvitation(deps, moderator, invitationIn(deps, moderator.email)));
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
    "a moderator": moderator,
    "an organizer": s.organizer,
    "an organizer of another process": other.organizer,
    "a founder": await signUp(deps, "founder"),
    "a suspended person": fallen,
  };

  const first = await opened(s);
  const { leaf } = await cast(s, there(s.members.alpha[0]), first, requires("weights"));
  const counted = await closed(s, first);
  for (const number of [1, 2]) {
    const input = { roundIds: [counted.id], rule: presets["person-share"], title: `Result ${number}` };
    value(await compileRounds(deps, s.organizer, s.process, input));
    const compilation = there(await findCompilation(deps, s.process, String(number), true));
    value(await createChecklist(deps, s.organizer, s.process, compilation, `Draft ${number}`));
  }
  value(await publishCompilation(deps, s.organizer, s.process, 1));
  // Its bundle is there once it is signed.
  await signLogs(deps);
  const voting = await opened(s);
  const open = await opened(s, { workgroupId: null });
  const draft = await drafted(s);
  await sealed(s, [await drafted(s)]);
  const joinedByNewcomer = await opened(s, { workgroupId: null });
  const lasting = await opened(s, {
    workgroupId: s.beta.id,
    closesAt: new Date(Date.now() + 30 * 86_400_000),
  });
  value(await joinRoll(deps, there(people["a newcomer"]), joinedByNewcomer));
  await suspended(deps, fallen);
  const aboutNewcomer = crypto.randomUUID();
  await deps.db.insert(schema.addressChanges).values({
    id: crypto.randomUUID(),
    userId: s.participant.id,
    email: "another@example.org",
    oldTokenHash: sha256Hex(addressToken),
    newTokenHash: sha256Hex("cd".repeat(32)),
    createdAt: deps.now(),
    expiresAt: new Date(deps.now().getTime() + 24 * 60 * 60 * 1000),
  });
  await deps.db.insert(schema.moderationActions).values({
    id: aboutNewcomer,
    processId: s.process.id,
    action: "slow",
    userId: people["a newcomer"]?.id ?? null,
    reason: "Too much at once.",
    actorId: s.organizer.id,
    at: deps.now(),
  });
  value(await invite("invited@example.org", "participant"));
  const texts = await draftsOf(s);
  await endorsementsOf(s, there(people["a newcomer"]));
  const about = { title: "Another", summary: "", question: "Is it?", language: "en" as const };
  const doomed = value(await startProcess(deps, s.organizer, { slug: "to-be-deleted", ...about }));
  value(await openProcess(deps, s.organizer, doomed));
  value(await startProcess(deps, s.organizer, { slug: "in-preparation", ...about }));
  const params = {
    ...texts,
    ...(await talksOf(s)),
    ...(await releaseOf(s)),
    process: s.process.slug,
    workgroup: s.alpha.key,
    round: String(voting.number),
    hash: voting.ruleHash,
    result: "1",
    other: "2",
    plan: "1",
    checklist: "1",
    token: invitationIn(deps, "invited@example.org"),
    step: "code",
    ticket: crypto.randomUUID(),
    "*": "nowhere/at/all",
  };
  const { checklist } = there(await findChecklist(deps, s.process, params.checklist, true));
  const seen = versionOf(checklistShown(checklist));
  const { deps: _, ...own } = s;
  return {
    s: own,
    people,
    counted,
    voting,
    open,
    joinedByNewcomer,
    aboutNewcomer,
    draft,
    lasting,
    params,
    seen,
    leaf,
  };
}

/** A published version "0.1" with a comment, and a working one "0.2"; a record; a question with its answer. */
async function draftsOf(s: Scenario) {
  const { deps, organizer, process, participant } = s;
  await deps.db.update(schema.processes).set({ languages: ["en", "es"] });
  value(await createDraft(deps, organizer, process, "0.1"));
  const first = there(await findDraft(deps, process, "0.1", true));
  const markdown = "## What it means\n\nWhoever has it may use it.";
  value(await importDraft(deps, organizer, first, { markdown }, new Map()));
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
  const other = { ...input, body: "", proposal: "Whoever has it may use and share it." };
  const { id: suggestion } = value(await addComment(deps, participant, process, first, other));
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
  const called = { wanted: ["data"], avoided: [], note: "" };
  const term = { term: null, language: "en" as const, revision: 0, ...called };
  value(await saveWords(deps, organizer, process, ["en"], term));
  const unit = there(await findFaq(deps, process, "1")).id;
  const second = there(await findDraft(deps, process, "0.2", true));
  value(await editNote(deps, second, plain("Another word.")));
  // A clause with something to go back to; its words stay.
  const { kind, heading, body } = there((await clauseRows(deps.db, second.id))[1]);
  const text = { kind, heading, body, stability: "unlikely" as const };
  value(await editClause(deps, organizer, second, clause, { revision: 1, text }));
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
    suggestion,
    record: "1",
    entry: "1",
    term: "1",
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
    const input = { ...approvalForm(`Approval ${number}`), leastSides: 5, regions: [], closesAt: null };
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
  value(await askDocuments(deps, organizer, process, system, { asked: request, isOrganizer: true }));
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
  value(
    await saveTranscript(deps, organizer, process, townhall, {
      language: "en",
      transcript: "Somebody: A word on this.",
    }),
  );
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
  value(await editChecklist(deps, organizer, process, String(number), { items: [], reasons }));
}

export const approvalForm = (title: string) => ({
  title,
  draft: "0.1",
  groupComparison: "at-least" as const,
  groupThreshold: "2/3",
  leastSides: "5",
  leastTurnout: "1/10",
  regionThreshold: "",
  totalComparison: "at-least" as const,
  totalThreshold: "1/2",
  closesAt: "",
});

export const callForm = {
  kind: "reviewer" as const,
  title: "Reviewers wanted",
  body: "For a system.",
  until: "2035-01-01",
};

export const systemForm = (key: string) => ({
  was: "",
  key,
  name: `System ${key}`,
  maker: "A maker",
  about: "",
  links: "",
  workgroup: "",
});
