import type { Todo } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("vote", "vote-finish", "vote-public", "vote-join");
/** What waits for who has voted already. */
export const againTodoKinds = todoKinds("vote-again");
/** What waits for organizers. */
export const deskTodos = todoKinds("round-open", "round-scheduled", "round-close");

/** An open round that a person may vote in, and how far they have come. */
export type VoteFacts = {
  readonly number: number;
  readonly title: Localized;
  /** Null for a public round. */
  readonly workgroup: string | null;
  readonly asked: number;
  /** They have a seat on its roll. */
  readonly seated: boolean;
  /** A ballot of theirs counts. */
  readonly cast: boolean;
  /** Components that they have filled in and saved for later. */
  readonly saved: number;
};

/** Seconds that a component takes. */
const secondsEach = 40;

/** A round to vote in, for who has not. */
export function voteTodos(facts: VoteFacts, until: Date | null): Todo[] {
  const { number, title, workgroup, asked, seated, cast, saved } = facts;
  if (cast) return [];
  const left = Math.max(asked - saved, 0);
  const inPublic = seated ? todos["vote-public"] : todos["vote-join"];
  return [
    {
      kind: saved > 0 ? todos["vote-finish"] : workgroup === null ? inPublic : todos.vote,
      thing: String(number),
      path: seated ? `/rounds/${number}/ballot` : `/rounds/${number}`,
      until,
      minutes: Math.max(1, Math.ceil((left * secondsEach) / 60)),
      values: { number, title, workgroup: workgroup ?? "", asked, saved },
    },
  ];
}

/** An open round in which a ballot of theirs counts, and how often the list of components changed since then in what it asks. */
export type ChangedFacts = Pick<VoteFacts, "number" | "title"> & { readonly changes: number };

/** A ballot to look at once more: the list of components says something else by now of what it answers. */
export function againTodos({ number, title, changes }: ChangedFacts, until: Date | null): Todo[] {
  if (changes === 0) return [];
  return [
    {
      kind: againTodoKinds["vote-again"],
      thing: String(number),
      path: `/rounds/${number}/ballot`,
      until,
      minutes: 2 * changes,
      values: { number, title, count: changes },
    },
  ];
}

/** A round that has not closed, as its organizers see it. */
export type RoundFacts = {
  readonly number: number;
  readonly title: Localized;
  readonly state: "draft" | "open";
  /** It opens by itself (`until` says when), and was not held up. */
  readonly isScheduled: boolean;
  readonly hasDeadline: boolean;
  readonly onRoll: number;
  readonly voted: number;
};

/** A prepared round to open, or to look at once more before it opens by itself, and one that has no deadline to close once everyone on its roll has voted. */
export function roundTodos(facts: RoundFacts, opensAt: Date | null): Todo[] {
  const { number, title, state, isScheduled, hasDeadline, onRoll, voted } = facts;
  const common = {
    thing: String(number),
    until: null,
    values: { number, title },
  };
  const path = `/manage/rounds/${number}`;
  if (isScheduled)
    return [{ ...common, kind: deskTodos["round-scheduled"], path, until: opensAt, minutes: 2 }];
  if (state === "draft")
    return [{ ...common, kind: deskTodos["round-open"], path: `${path}/open`, minutes: 5 }];
  const isComplete = onRoll > 0 && voted >= onRoll;
  if (!isComplete || hasDeadline) return [];
  return [{ ...common, kind: deskTodos["round-close"], path: `${path}/close`, minutes: 1 }];
}
