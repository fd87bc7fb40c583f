import { apply } from "~/features/calls/services/applications.server";
import { closeCall, findCall, saveCall } from "~/features/calls/services/calls.server";
import { clauseRows } from "~/features/drafts/services/findDraft.server";
import { cancelTownhall } from "~/features/meetings/services/plan.server";
import { register } from "~/features/meetings/services/register.server";
import { askDocuments } from "~/features/reviews/services/documentRequests.server";
import { saveTranscript } from "~/features/townhalls/services/transcripts.server";
import { setTranslator } from "~/features/translation/services/translators.server";
import type { UserId } from "~/kernel/ids";
import * as schema from "~db/schema";
import { begun, firstVersion, released, written } from "~tests/support/comments";
import { confirmed, fill, row, systemCalled } from "~tests/support/reviews";
import { processRow, type Scenario, there, value } from "~tests/support/scenario";
import { acting, asked, begunMeeting, planned, seen, townhallRow } from "~tests/support/townhalls";
import { callForm } from "../world";
import type { Later } from "./states";

/** A meeting that has ended with all that happens in one, and one that was called off. */
export async function meetingsOf(s: Scenario): Promise<Record<string, Later>> {
  const { clauses } = await firstVersion(s, "All data is open.");
  const townhall = await begunMeeting(s, { draft: "0.1" });
  const by = s.organizer;
  const { id: question } = await asked(s, townhall, by, "What of this?");
  value(await acting(s, townhall, s.participant, "raise", { about: "", speaksAs: null }));
  value(await acting(s, townhall, by, "check", { question: "Clear?", options: ["Yes", "No"] }));
  const { room } = await seen(s, townhall);
  const ids = {
    question,
    hand: there(room.queue[0]).id,
    check: there(room.check).id,
    item: room.itemId ?? "",
    clause: there(clauses[0]),
  };
  value(await acting(s, townhall, by, "end", {}));
  const ended = await townhallRow(s, townhall.number);
  const words = { language: "en" as const, transcript: "Somebody: A word on this." };
  for (const reason of ["", "Heard again."])
    value(await saveTranscript(s.deps, by, s.process, ended, { ...words, reason }));
  const off = await planned(s, { draft: "0.1" });
  value(await register(s.deps, by, s.process, off.id));
  value(await cancelTownhall(s.deps, by, s.process, off));
  const at = (number: number) => ({ process: s.process.slug, townhall: String(number) });
  return {
    "a meeting that has ended": { s, by: { anything: by }, part: "townhall", params: at(ended.number), ids },
    "a meeting that was called off": {
      s,
      by: { anything: by },
      part: "townhall",
      params: at(off.number),
      ids,
    },
  };
}

/** A call that was closed, with an application that nobody answered. */
export async function callsOf(s: Scenario): Promise<Record<string, Later>> {
  const { deps, organizer, process } = s;
  const { number } = value(
    await saveCall(deps, organizer, process, "en", { ...callForm, call: null, missing: [] }),
  );
  const call = there(await findCall(deps.db, process, String(number)));
  value(await apply(deps, s.participant, process, call, { message: "I would.", language: "en" }));
  value(await closeCall(deps, organizer, process, number));
  return {
    "a call that was closed": {
      s,
      part: "call",
      params: { process: process.slug, call: String(number) },
    },
  };
}

/** A system that was reviewed against a version which was replaced, and translations of that version. */
export async function replacedOf(s: Scenario): Promise<Record<string, Later>> {
  const { deps, organizer, participant, process } = s;
  await deps.db.update(schema.processes).set({ languages: ["en", "es"] });
  const { draft } = await firstVersion(s, "All data is open.");
  const system = await systemCalled(s, "examined");
  const reviewers = [participant, there(s.members.alpha[0])];
  for (const person of reviewers) await confirmed(s, person, system);
  await deps.db.update(schema.checklists).set({
    items: [{ component: "weights", level: "required", framework: "", note: "" }],
  });
  const said = reviewers.map((_, nth) => row("0.1", "weights", nth === 0 ? "allowed" : "restricted"));
  const saved = [];
  for (const [nth, person] of reviewers.entries())
    saved.push(value(await fill(s, person, system, there(said[nth]))));
  const wanted = {
    wanted: "The licence.",
    recipient: "maker@example.org",
    dueOn: "2099-01-01",
    language: "en" as const,
  };
  value(
    await askDocuments(deps, organizer, process, system, {
      asked: { ...wanted, component: "weights" },
      isOrganizer: true,
    }),
  );
  value(
    await setTranslator(deps, organizer, await processRow(deps, process.id), participant.id as UserId, [
      "es",
    ]),
  );
  const second = await begun(s, "0.2");
  await written(s, second, "All weights are open.");
  await released(s, second);
  const clause = there((await clauseRows(deps.db, draft.id))[0]);
  return {
    "a system, of a version that was replaced": {
      s,
      part: "system",
      by: Object.fromEntries(
        ["settle", "unsettle", "ask", "resend", "close"].map((name) => [name, organizer]),
      ),
      params: { process: process.slug, system: "examined", token: "a-token-of-a-mail" },
      ids: { seen: String(there(saved[0]).seen) },
    },
    "translations of a version that was replaced": {
      s,
      part: "language",
      by: { review: organizer, sendBack: organizer },
      params: { process: process.slug, draft: draft.label, language: "es", clause: clause.clauseId },
      ids: { unit: clause.clauseId },
    },
  };
}
