import type { OfferedIntent } from "../intents";
import { fieldsOf } from "../intents";

/** What a form can name besides what its address does, and that can be over when the form arrives. */
export const things = [
  "comment",
  "suggestion",
  "endorsement",
  "invitation",
  "application",
  "call",
  "review",
  "request for documents",
  "gate",
  "milestone",
  "outcome",
  "citation",
  "request to confirm",
  "person",
  "clause",
  "component",
  "round",
  "membership",
  "session",
  "act of moderation",
  "restraint",
  "version",
  "thread",
  "campaign",
  "question",
  "check",
  "hand",
  "transcript",
] as const;
export type Thing = (typeof things)[number];

/** Fields by what they name, wherever they stand. */
const everywhere: Partial<Record<Thing, string>> = {
  comment: "comment",
  suggestion: "suggestion lead chosen",
  endorsement: "number",
  application: "application",
  call: "call",
  review: "review",
  "request for documents": "request",
  "request to confirm": "asked",
  person: "person userId",
  clause: "clause clauses after",
  component: "component",
  round: "round rounds",
  membership: "process",
  "act of moderation": "act",
  restraint: "address",
  version: "draft readIn",
  campaign: "campaign",
  question: "question",
  check: "check",
  hand: "hand",
};

/** Fields that name something else on one page, or for one of its intents. */
const here: Readonly<Record<string, Thing | "nothing">> = {
  "workgroups/facilitate.tsx id": "invitation",
  "workgroups/manage.people.tsx id": "invitation",
  "release/manage.release.tsx id": "gate",
  "overview/manage.settings.tsx id": "milestone",
  "townhalls/manage.townhall.tsx id": "outcome",
  "discussion/manage.draft.tsx id": "citation",
  "discussion/thread.tsx to": "thread",
  "townhalls/townhall.tsx to": "person",
  "townhalls/townhall.tsx said": "question",
  "townhalls/townhall.transcript.tsx version": "transcript",
  "components/manage.components.tsx from": "component",
  "components/manage.components.tsx key": "component",
  "representation/manage.representation.tsx code": "campaign",
  "profile/profile.tsx key": "session",
  "profile/profile.tsx address": "nothing",
  "drafts/compare.tsx from": "version",
  "drafts/compare.tsx to": "version",
  // Of a passage in a thread or a transcript, by its number on a version.
  "discussion/thread.tsx clause": "nothing",
  "townhalls/townhall.transcript.tsx clause": "nothing",
  // The components that a round asks about.
  "votes/manage.round.tsx asked": "component",
  "votes/manage.rounds.tsx asked": "component",
  // What is asked, in words.
  "townhalls/townhall.tsx check question": "nothing",
  "overview/start-process.tsx question": "nothing",
  "overview/manage.settings.tsx question": "nothing",
  "faq/manage.faq.tsx question": "nothing",
  "release/manage.release.tsx least": "nothing",
};

/** Fields that name nothing that can be over, and why. */
const neverOver: Readonly<Record<string, string>> = {
  "it is what people say": `answer answerUrl authority body change charter decidedBy description displayName heading
    homepage intro link links maker markdown document meeting message minutes motivation name note notes owner proposal quote
    reason reasons recipient recordingUrl callUrl slidesUrl signatory source statement summary system text texts title titles
    transcript url wanted words xliff csv meanings columns agenda options category affiliation items email domain targets
    questions terms label slug values redirectTo opensAt notNames avoided`,
  "it is a language, whether it is offered or not": "language shownIn in more otherLanguage",
  "it is a figure or a day": `at date day days due dueOn end endsOn everyWeeks groupThreshold groupTurnout groupVoters groups
    least leastSides leastTurnout leastVoters minutesLong opensBy option publishBy regionThreshold seconds start startsOn time
    totalThreshold turnout until voters closesAt commentsUntil datedOn decidedOn zone timeZone`,
  "it is what its form read": "seen revision version prev leaf",
  "it is the form's own": "key once place",
  "it is one of a list that the process has": `country criterion languages levels region regions self speaksAs
    stakeholderGroups choice choices preset rule all was workgroup confirm missing draftLabel seat names`,
  "it names what was published, which stays": "about cited what",
  "it stands for good: nothing takes it away": "entry record unit post from item match code",
};

const words = (list: string) => list.split(/\s+/);
const byName = new Map<string, Thing>(
  Object.entries(everywhere).flatMap(([thing, list]) => words(list).map((name) => [name, thing as Thing])),
);
const plain = new Set(Object.values(neverOver).flatMap(words));

/** What a field of an intent names; null for nothing that can be over, undefined where nobody has said. */
export function namedIn(
  { file, name }: Pick<OfferedIntent, "file" | "name">,
  field: string,
): Thing | null | undefined {
  const said = here[`${file} ${name} ${field}`] ?? here[`${file} ${field}`];
  if (said) return said === "nothing" ? null : said;
  return byName.get(field) ?? (plain.has(field) ? null : undefined);
}

/** The fields of an intent that name a thing of a kind. */
export const fieldsThatName = (thing: Thing, one: OfferedIntent): readonly string[] =>
  fieldsOf(one.schema).filter((field) => namedIn(one, field) === thing);
