import { writeXliff } from "~/features/translation/domain/xliff";
import { versionOf } from "~/platform/version.server";
import { approvalForm } from "../world";
import type { Later } from "./states";

const seen = "0".repeat(64);
const moment = "2035-01-01T12:00";
const key = () => crypto.randomUUID();
const vote = ({ leaf = "" }: Later) => ({ prev: leaf, key: key(), "choices.weights.use": "required" });
const withdrawn = ({ leaf = "" }: Later) => ({ prev: leaf, key: key() });
const onClause = ({ params }: Later) => ({ clause: params.clause ?? "", revision: "0" });
const comment = (later: Later) => ({
  ...{ clause: params(later), language: "en", type: "general", stance: "neutral", speaksAs: "" },
  ...{ body: "A word.", shownIn: "en" },
});
const suggestion = (later: Later) => {
  const { stance: _, ...form } = comment(later);
  return { ...form, proposal: "All data and code is open." };
};
const params = (later: Later) => later.params.clause ?? "";
const ballots = { csv: "voter,component,criterion,choice\nSeat 1,weights,use,required" };
const reference = { source: "A source", csv: "component,level\nweights,required" };

/** Asking another organizer for an act, and taking that back. */
const asking = (file: string) => ({
  [`${file} ask`]: () => ({ seen }),
  [`${file} takeBack`]: () => ({ seen, asked: key() }),
});
const decided = { decision: "rejected", reason: "It says less." };

const of = (name: string, more: Readonly<Record<string, string>> = {}) => ({
  [`townhalls/townhall.tsx ${name}`]: ({ ids = {} }: Later) =>
    Object.fromEntries(Object.entries(more).map(([field, value]) => [field, ids[value.slice(1)] ?? value])),
});
const outcome = { kind: "action", language: "en", text: "Write it", owner: "", due: "", done: "no" };
const cell = { draft: "0.1", component: "weights", criterion: "use" };

/** Forms that would be taken before, by page and intent, where one that is made of the fields' kinds alone would not be. */
export const goodForms: Readonly<Record<string, (later: Later) => Record<string, string>>> = {
  "discussion/manage.draft.revisions.tsx restore": (later) => ({
    clause: params(later),
    revision: "1",
    seen: "1",
  }),
  "discussion/manage.draft.revisions.tsx compare": (later) => ({
    clause: params(later),
    from: "1",
    until: "1",
  }),
  "rounds/manage.extend.tsx extend": () => ({ seen, until: moment, reason: "Later.", language: "en" }),
  "rounds/receipt.tsx mail": ({ leaf = "0".repeat(64) }) => ({ leaf }),
  "rounds/manage.close.tsx close": () => ({ seen }),
  "rounds/manage.schedule.tsx schedule": () => ({ seen, opensAt: moment }),
  "votes/ballot.tsx save": vote,
  "votes/ballot.tsx fill": vote,
  "votes/ballot.tsx review": vote,
  "votes/ballot.tsx cast": vote,
  "votes/ballot.tsx withdraw": withdrawn,
  "votes/manage.round.ballots.tsx read": () => ballots,
  "votes/manage.round.ballots.tsx import": () => ballots,
  "votes/manage.round.open.tsx open": () => ({ seen }),
  "votes/manage.round.tsx edit": () => ({
    ...{ title: "A vote", workgroup: "public", preset: "person-share", rule: "" },
    ...{ attribution: "named", reveal: "at-close", closesAt: "" },
  }),
  "votes/manage.round.tsx readSeats": () => ({ csv: "voter\nSeat 1" }),
  "votes/manage.round.tsx seats": () => ({ csv: "voter\nSeat 1" }),
  "results/manage.compilation.publish.tsx publish": () => ({ seen }),
  "results/manage.compilation.tsx readReference": () => reference,
  "results/manage.compilation.tsx reference": () => reference,
  "approvals/approval.tsx take": () => ({
    ...{ position: "approve", region: "", reason: "", change: "", language: "en", prev: "", key: key() },
  }),
  "approvals/approval.tsx withdraw": withdrawn,
  "approvals/manage.approval.open.tsx open": () => ({ seen }),
  "approvals/manage.approval.tsx edit": () => approvalForm("Another"),
  ...asking("votes/manage.round.open.tsx"),
  ...asking("results/manage.compilation.publish.tsx"),
  ...asking("rounds/manage.close.tsx"),
  ...asking("approvals/manage.approval.open.tsx"),
  "discussion/clause.tsx suggest": suggestion,
  "discussion/draft.tsx suggest": suggestion,
  "discussion/manage.draft.suggestions.tsx decide": () => ({ ...decided, suggestion: key() }),
  "discussion/manage.draft.suggestions.tsx decideMany": () => ({ ...decided, chosen: key() }),
  "discussion/manage.draft.suggestions.tsx undo": () => ({ suggestion: key() }),
  "discussion/clause.tsx comment": comment,
  "discussion/draft.tsx comment": comment,
  "discussion/manage.draft.tsx save": (later) => ({
    ...onClause(later),
    ...{ kind: "requirement", heading: "", body: "Another text.", stability: "likely" },
  }),
  "discussion/manage.draft.tsx split": (later) => ({ ...onClause(later), at: "3" }),
  "discussion/manage.draft.tsx cite": (later) => ({
    ...{ clause: params(later), cited: "component:1:weights", note: "" },
  }),
  "drafts/manage.draft.import.tsx read": () => ({ markdown: "# Another text" }),
  "drafts/manage.draft.import.tsx import": () => ({ markdown: "# Another text" }),
  ...of("raise", { about: "", speaksAs: "" }),
  ...of("ask", { key: key(), language: "en", body: "Why?", speaksAs: "" }),
  ...of("say", { key: key(), language: "en", body: "So." }),
  ...of("unask", { question: ":question" }),
  ...of("vote", { question: ":question", on: "yes" }),
  ...of("answer", { check: ":check", option: "0" }),
  ...of("item", { item: "next", from: ":item" }),
  ...of("display", { what: "component:weights" }),
  ...of("call", { hand: "next", from: "" }),
  ...of("done", { from: "" }),
  ...of("remove", { hand: ":hand" }),
  ...of("queue", { open: "no" }),
  ...of("slow", { seconds: "10" }),
  ...of("answering", { question: ":question" }),
  ...of("answered", { question: ":question", on: "yes" }),
  ...of("hide", { said: ":question", reason: "Rude." }),
  ...of("check", { question: "Clear?", options: "Yes\nNo" }),
  ...of("closeCheck", { check: ":check" }),
  ...of("agree", { revision: "1" }),
  "townhalls/townhall.tsx handOver": ({ s }) => ({ to: s.facilitator.id }),
  "townhalls/manage.townhall.tsx edit": () => ({
    ...{
      title: "Another",
      day: "2031-05-06",
      time: "17:00",
      zone: "UTC",
      minutesLong: "60",
      languages: "en",
    },
    ...{ callUrl: "", slidesUrl: "", draft: "", agenda: "5 Welcome" },
  }),
  "townhalls/manage.townhall.tsx minutes": () => ({
    ...{ language: "en", revision: "0", minutes: "It was so.", recordingUrl: "" },
  }),
  "townhalls/manage.townhall.tsx outcome": () => ({ ...outcome, id: "" }),
  "townhalls/manage.townhall.tsx removeOutcome": () => ({ ...outcome, id: key() }),
  "townhalls/manage.townhall.tsx readTranscript": () => ({
    language: "en",
    transcript: "Ana: A word.",
    reason: "",
  }),
  "townhalls/manage.townhall.tsx transcript": () => ({
    language: "en",
    transcript: "Ana: A word.",
    reason: "So.",
  }),
  "townhalls/manage.townhall.tsx clauses": ({ ids = {} }) => ({ clauses: ids.clause ?? "" }),
  "townhalls/townhall.transcript.tsx withdraw": () => ({ version: "1", reason: "Somebody asked." }),
  "townhalls/townhall.transcript.tsx carry": ({ ids = {} }) => ({
    ...{ what: "passage:1", clause: `0.1:${ids.clause}`, stance: "neutral" },
  }),
  "calls/call.tsx apply": () => ({ message: "I would.", language: "en" }),
  "reviews/system.tsx volunteer": () => ({ motivation: "I know it." }),
  "reviews/system.tsx settle": () => ({ ...cell, value: "allowed", reason: "It says so." }),
  "reviews/system.tsx unsettle": () => ({ ...cell, reason: "It does not." }),
  "reviews/system.tsx ask": () => ({
    ...{ component: "weights", wanted: "The card.", recipient: "", dueOn: "2099-01-01", language: "en" },
  }),
  "reviews/system.tsx resend": () => ({ request: "1", language: "en" }),
  "reviews/system.tsx close": () => ({
    request: "1",
    state: "answered",
    answer: "Here.",
    answerUrl: "",
    seen: versionOf({ state: "open", answer: "", answerUrl: "" }),
  }),
  "reviews/system.answer.tsx answer": () => ({ state: "answered", answer: "Here.", answerUrl: "" }),
  ...Object.fromEntries(
    ["system.review.tsx", "system.review.save.ts"].map((file) => [
      `reviews/${file} save`,
      ({ ids = {} }: Later) => ({
        ...{ draft: "0.1", component: "weights", "values.use": "allowed", url: "", note: "" },
        seen: file.endsWith(".tsx") ? (ids.seen ?? "") : "1",
      }),
    ]),
  ),
  "reviews/system.review.tsx read": () => ({
    draft: "0.1",
    csv: "component,criterion,value\nweights,use,allowed",
  }),
  "reviews/system.review.tsx import": () => ({
    draft: "0.1",
    csv: "component,criterion,value\nweights,use,allowed",
  }),
  "translation/translate.tsx save": ({ ids = {} }) => ({
    ...{ unit: ids.unit ?? "", revision: "0", "texts.body": "Todos los datos son abiertos." },
  }),
  "translation/translate.tsx machine": ({ ids = {} }) => ({ unit: ids.unit ?? "", revision: "2" }),
  "translation/translate.tsx review": ({ ids = {} }) => ({ unit: ids.unit ?? "", revision: "2" }),
  "translation/translate.tsx sendBack": ({ ids = {} }) => ({
    unit: ids.unit ?? "",
    revision: "2",
    note: "Not so.",
  }),
  "translation/translate.tsx xliff": ({ ids = {} }) => {
    const words = { field: "body", source: "All data is open.", target: "Todo es abierto." };
    const segment = { unit: ids.unit ?? "", ...words, isReviewed: false, isOld: false };
    return { xliff: writeXliff({ id: "0.1", from: "en", to: "es", segments: [segment] }) };
  },
  "release/manage.publish.tsx publish": () => ({ as: "comments", commentsUntil: moment }),
};
