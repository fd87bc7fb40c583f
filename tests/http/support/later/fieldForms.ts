import { approvalForm, callForm } from "../world";
import { goodForms } from "./forms";
import type { Later } from "./states";

const seen = "0".repeat(64);
const at = "2030-01-01T00:00:00.000Z";
const moment = "2035-01-01T12:00";
type Form = Readonly<Record<string, string>>;

const onEach = (files: readonly string[], forms: Readonly<Record<string, Form>>) =>
  Object.fromEntries(
    files.flatMap((file) => Object.entries(forms).map(([intent, form]) => [`${file} ${intent}`, form])),
  );

const person = { role: "participant", workgroup: "", campaign: "", language: "en" };
const invited = { email: "new@over.example", name: "", affiliation: "" };
const meeting = {
  ...{ title: "Another", day: "2031-05-06", time: "17:00", zone: "UTC", minutesLong: "60", languages: "en" },
  ...{ callUrl: "", slidesUrl: "", draft: "", agenda: "5 Welcome" },
};
const cells = { draft: "0.1", csv: "component,criterion,value\nweights,use,allowed" };
const cell = { draft: "0.1", component: "weights", "values.use": "allowed", url: "", note: "", seen: "0" };
const round = {
  ...{ title: "A vote", workgroup: "public", preset: "person-share", rule: "" },
  ...{ attribution: "named", reveal: "at-close", closesAt: "" },
};
const outcome = { id: "", kind: "action", language: "en", text: "Write it", owner: "", due: "", done: "no" };
const comment = {
  ...{ language: "en", type: "general", stance: "neutral", speaksAs: "", body: "A word.", proposal: "" },
  ...{ quote: "", start: "0", end: "0", shownIn: "en", readIn: "" },
};

/** Forms that would be taken, by page and intent: those of what the address names, and of what a field does. */
const forms: Readonly<Record<string, Form>> = {
  ...onEach(["discussion/comment.tsx", "discussion/thread.tsx"], {
    edit: { comment: "", version: "1", body: "Another word.", proposal: "" },
    restrain: { comment: "", kind: "slow", days: "1", reason: "Loud." },
  }),
  ...onEach(["discussion/comment.tsx", "discussion/manage.draft.suggestions.tsx"], {
    decide: { suggestion: "", decision: "rejected", reason: "It says less.", text: "", revision: "0" },
  }),
  "discussion/comment.tsx restate": { draft: "", proposal: "Whoever has it may use and read it." },
  "discussion/manage.moderation.tsx reopen": { comment: "", at },
  "discussion/manage.moderation.tsx reopenEndorsement": { number: "", at },
  "discussion/thread.tsx movePosts": { from: "1", only: "yes", to: "" },
  "calls/manage.calls.tsx answer": { application: "", state: "thanked", answer: "", place: "" },
  "calls/manage.calls.tsx save": { call: "", seen, ...callForm },
  "representation/join.tsx place": { country: "", campaign: "" },
  "workgroups/manage.people.tsx one": { ...person, ...invited },
  "workgroups/manage.people.tsx preview": { ...person, csv: "email\nnew@over.example" },
  "workgroups/manage.people.tsx many": { ...person, csv: "email\nnew@over.example" },
  "release/manage.release.tsx gate": {
    ...{ id: "", seen, title: "Enough", kind: "support", least: "1", dueOn: "2099-01-01", reason: "So." },
  },
  "release/manage.release.tsx takeBack": { asked: "", seen },
  "release/manage.decide.tsx confirm": { asked: "", seen },
  "release/manage.decide.tsx takeBack": { asked: "", seen },
  "translation/manage.translators.tsx set": { userId: "", languages: "es" },
  "plans/manage.plans.tsx prepare": {
    ...{ rounds: "", opensBy: moment, publishBy: "", voters: "", turnout: "", groupVoters: "" },
    ...{ groupTurnout: "", groups: "", overlap: "allowed" },
  },
  "results/manage.compile.tsx compile": {
    ...{ title: "A result", rounds: "", choice: "preset:person-share", rule: "", intro: "" },
  },
  "faq/manage.faq.tsx save": { entry: "", revision: "0", question: "Why so?", answer: "So.", clauses: "" },
  "components/manage.components.tsx split": {
    ...{ from: "", category: "Code", titles: "One thing\nAnother thing", reason: "They differ." },
  },
  ...onEach(["reviews/system.review.tsx", "reviews/system.review.save.ts"], { save: cell }),
  "reviews/system.review.tsx read": cells,
  "reviews/system.review.tsx import": cells,
  "votes/manage.rounds.tsx draft": round,
  "votes/manage.round.tsx edit": round,
  "approvals/manage.approval.tsx edit": approvalForm("Another"),
  "approvals/manage.approvals.tsx draft": approvalForm("Another"),
  ...onEach(["discussion/clause.tsx", "discussion/draft.tsx"], {
    comment: { clause: "", ...comment },
  }),
  "endorsements/endorse.tsx give": {
    ...{ draft: "", kind: "person", name: "Maren Example", affiliation: "", country: "", statement: "" },
    ...{ language: "en", email: "maren@over.example", isPublic: "yes" },
  },
  ...onEach(["endorsements/endorsement.link.tsx", "endorsements/endorsement.mine.tsx"], {
    withdraw: { which: "person", number: "", sure: "yes" },
    answer: { which: "person", draft: "", answer: "yes" },
  }),
  "release/manage.release.tsx snapshot": { draft: "", meeting: "Another meeting" },
  "townhalls/manage.townhall.tsx edit": meeting,
  "townhalls/manage.townhalls.tsx plan": meeting,
  "townhalls/manage.townhalls.tsx series": { ...meeting, everyWeeks: "2", until: "2031-07-01" },
  "townhalls/manage.townhall.tsx outcome": outcome,
  "townhalls/manage.townhall.tsx removeOutcome": outcome,
};

/** A form that would be taken before; else none, where what its fields' kinds alone make would be. */
export const formThatWasGood = (key: string, later: Later): Form | undefined =>
  forms[key] ?? goodForms[key]?.(later);
