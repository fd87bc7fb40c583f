import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { allIntents, formFor, type OfferedIntent } from "./support/intents";
import { goodForms } from "./support/later/forms";
import { type Later, laterStates } from "./support/later/states";
import { addressesOf, bodyIn, isNamed, locationIn, partsOf, visit } from "./support/routes";
import { stored } from "./support/stored";

/**
 * What may still be asked of what has ended, by state, page and answer: "done", or why it is not. Every intent of every page
 * whose address names the thing stands here, asked for by somebody who may, with a form that was taken before.
 */
const answers: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  "a closed round": {
    "rounds/manage.extend.tsx": { round_not_open: "extend" },
    "rounds/manage.close.tsx": { round_not_open: "close ask", not_asked: "takeBack" },
    "rounds/receipt.tsx": { unavailable: "mail" },
    "rounds/manage.schedule.tsx": { round_not_draft: "schedule unschedule" },
    "votes/ballot.tsx": { round_not_open: "save fill review", round_closed: "cast withdraw" },
    "votes/manage.round.ballots.tsx": { round_not_open: "read import" },
    "votes/manage.round.open.tsx": { round_not_draft: "open ask", not_asked: "takeBack" },
    "votes/manage.round.tsx": { round_not_draft: "edit seats discard", done: "readSeats" },
    "votes/round.tsx": { round_not_open: "join" },
  },
  // What was lost is nothing that a form brings back: it is closed, and held again.
  "a void round": {
    "rounds/manage.extend.tsx": { round_void: "extend" },
    "rounds/manage.close.tsx": { changed_since_read: "close ask", not_asked: "takeBack" },
    "rounds/receipt.tsx": { unavailable: "mail" },
    "rounds/manage.schedule.tsx": { round_not_draft: "schedule unschedule" },
    "votes/ballot.tsx": { round_void: "save fill review cast withdraw" },
    "votes/manage.round.ballots.tsx": { bad_lines: "read import" },
    "votes/manage.round.open.tsx": { round_not_draft: "open ask", not_asked: "takeBack" },
    "votes/manage.round.tsx": { round_not_draft: "edit seats discard", done: "readSeats" },
    "votes/round.tsx": { round_void: "join" },
  },
  "a round in a published result": {
    "rounds/manage.extend.tsx": { round_not_open: "extend" },
    "rounds/manage.close.tsx": { round_not_open: "close ask", not_asked: "takeBack" },
    "rounds/receipt.tsx": { unavailable: "mail" },
    "rounds/manage.schedule.tsx": { round_not_draft: "schedule unschedule" },
    "votes/ballot.tsx": { round_not_open: "save fill review", round_closed: "cast withdraw" },
    "votes/manage.round.ballots.tsx": { round_not_open: "read import" },
    "votes/manage.round.open.tsx": { round_not_draft: "open ask", not_asked: "takeBack" },
    "votes/manage.round.tsx": { round_not_draft: "edit seats discard", done: "readSeats" },
    // Of a workgroup that they are not in.
    "votes/round.tsx": { not_found: "join" },
  },
  "a published result": {
    "results/manage.compilation.publish.tsx": { already_published: "publish ask", not_asked: "takeBack" },
    "results/manage.compilation.tsx": { done: "checklist readReference reference" },
  },
  "a closed approval": {
    "approvals/approval.tsx": { round_not_open: "take", round_closed: "withdraw" },
    "approvals/manage.approval.open.tsx": { round_not_draft: "open" },
    "approvals/manage.approval.tsx": { round_not_draft: "edit discard" },
    "rounds/manage.close.tsx": { round_not_open: "close ask", not_asked: "takeBack" },
    "rounds/manage.extend.tsx": { round_not_open: "extend" },
    "rounds/receipt.tsx": { not_found: "mail" },
    "rounds/manage.schedule.tsx": { round_not_draft: "schedule unschedule" },
  },
  // What people said of the version stays theirs to change until it closes.
  "an open approval of a version that was replaced": {
    "approvals/approval.tsx": { done: "take withdraw" },
    "approvals/manage.approval.open.tsx": { round_not_draft: "open" },
    "approvals/manage.approval.tsx": { round_not_draft: "edit discard" },
    "rounds/manage.close.tsx": { changed_since_read: "close ask", not_asked: "takeBack" },
    "rounds/manage.extend.tsx": { changed_since_read: "extend" },
    "rounds/receipt.tsx": { not_found: "mail" },
    "rounds/manage.schedule.tsx": { round_not_draft: "schedule unschedule" },
  },
  "a prepared approval of a version that was replaced": {
    "approvals/approval.tsx": { not_found: "take withdraw" },
    "approvals/manage.approval.open.tsx": { version_replaced: "open" },
    "approvals/manage.approval.tsx": { version_replaced: "edit", done: "discard" },
    "rounds/manage.close.tsx": { round_not_open: "close ask", not_asked: "takeBack" },
    "rounds/manage.extend.tsx": { round_not_open: "extend" },
    "rounds/receipt.tsx": { not_found: "mail" },
    "rounds/manage.schedule.tsx": { changed_since_read: "schedule unschedule" },
  },
  // What was said at it, what it decided and where it is written down is told after it; its thread goes on.
  "a meeting that has ended": {
    "townhalls/manage.townhall.tsx": {
      meeting_over: "edit cancel",
      not_found: "removeOutcome",
      done: "minutes outcome readTranscript transcript clauses",
    },
    "townhalls/townhall.transcript.tsx": { done: "carry withdraw" },
    "townhalls/townhall.tsx": {
      meeting_over: `raise lower ask unask vote answer start end item display call done remove queue slow answering
        answered handOver check closeCheck register unregister`,
      superseded: "agree",
      done: "say hide",
    },
  },
  "a meeting that was called off": {
    "townhalls/manage.townhall.tsx": {
      meeting_cancelled: "edit cancel minutes outcome removeOutcome transcript clauses",
      done: "readTranscript",
    },
    "townhalls/townhall.transcript.tsx": { not_found: "carry withdraw" },
    "townhalls/townhall.tsx": {
      meeting_cancelled: `raise lower ask unask vote answer say start end item display call done remove queue slow
        answering answered handOver check closeCheck register unregister`,
      superseded: "agree",
      not_found: "hide",
    },
  },
  "a call that was closed": { "calls/call.tsx": { call_closed: "apply", done: "withdraw" } },
  // What was said of a version stays said of it, and may be said better; what is newer counts for later ones.
  "a system, of a version that was replaced": {
    "reviews/system.answer.tsx": { not_found: "answer" },
    "reviews/system.review.save.ts": { edited_meanwhile: "save" },
    "reviews/system.review.tsx": { done: "save read import" },
    "reviews/system.tsx": {
      already_exists: "volunteer",
      too_many: "resend",
      done: "settle unsettle ask close withdraw",
    },
  },
  "translations of a version that was replaced": {
    "translation/translate.tsx": { done: "save xliff sendBack review", not_found: "machine machineAll" },
  },
  ...Object.fromEntries(
    ["a version that was replaced", "a version whose comments are closed", "the final version"].map(
      (state) => [
        state,
        {
          "discussion/clause.tsx": { window_closed: "comment suggest" },
          "discussion/draft.tsx": { window_closed: "comment suggest" },
          "discussion/manage.draft.revisions.tsx": { done: "compare", draft_published: "restore" },
          "discussion/manage.draft.suggestions.tsx": { not_found: "decide decideMany undo" },
          "discussion/manage.draft.tsx": {
            draft_published: "save add move split merge remove restore cite uncite",
          },
          "drafts/manage.draft.import.tsx": { done: "read", draft_published: "import" },
          "release/manage.publish.tsx": { draft_published: "note publish" },
        },
      ],
    ),
  ),
};

let db: TestDb;
let later: Record<string, Later>;
beforeAll(async () => {
  db = await testDb();
  later = await laterStates(db);
});
afterAll(() => db.close());

/** All that is stored, but for what the log of the record notes of rows by itself, whatever is asked. */
const storedByActs = async () =>
  Object.fromEntries(
    Object.entries(await stored(db)).filter(([name]) => !/^record(Entries|Rows|Sweeps|Logs)$/.test(name)),
  );

const intents = await allIntents();

async function send(one: OfferedIntent, at: Later): Promise<string> {
  const { s, params } = at;
  const byNeed = one.needs.includes("seat") ? there(s.members.alpha[0]) : s.participant;
  const byWho = at.by?.[one.name] ?? at.by?.anything ?? byNeed;
  const person = one.needs.includes("organizer") ? s.organizer : byWho;
  const filler = { id: params.clause ?? crypto.randomUUID(), text: "Words", number: "1" };
  const form = goodForms[`${one.file} ${one.name}`]?.(at) ?? formFor(one.schema, filler);
  const sent = { deps: s.deps, person, params, form: { intent: one.name, ...form } };
  const answer = await visit(one.file, "action", sent);
  if (locationIn(answer) !== null) return "done";
  const body = (await bodyIn(answer)) as { ok?: boolean; code?: string; error?: { code?: string } };
  return body.ok ? "done" : (body.error?.code ?? body.code ?? JSON.stringify(body));
}

describe.each(Object.entries(answers))("Of %s", (state, expected) => {
  const about = () => there(later[state]);
  const rows = Object.entries(expected).flatMap(([file, byAnswer]) =>
    Object.entries(byAnswer).flatMap(([answer, names]) =>
      names.split(/\s+/).map((name) => ({ file, name, answer })),
    ),
  );

  test("everything that can be asked for is in the table", () => {
    const named = (file: string) =>
      addressesOf(file).some(
        (address) =>
          [about().part, "process"].every((name) => partsOf(address).includes(name)) &&
          isNamed(address, about().params),
      );
    const offered = intents.filter(({ file }) => named(file)).map(({ file, name }) => `${file} ${name}`);
    expect(rows.map(({ file, name }) => `${file} ${name}`).sort()).toEqual(offered.sort());
  });

  test("what is over is refused with its reason, and nothing of it is stored", async () => {
    const before = await storedByActs();
    const got = [];
    for (const row of rows.filter(({ answer }) => answer !== "done"))
      got.push({ ...row, answer: await send(offeredAs(row), about()) });
    expect(got).toEqual(rows.filter(({ answer }) => answer !== "done"));
    expect(await storedByActs()).toEqual(before);
  });

  test("what may still be done is done", async () => {
    for (const row of rows.filter(({ answer }) => answer === "done"))
      expect({ ...row, answer: await send(offeredAs(row), about()) }).toEqual(row);
  });
});

const offeredAs = ({ file, name }: { readonly file: string; readonly name: string }) =>
  there(intents.find((one) => one.file === file && one.name === name));
