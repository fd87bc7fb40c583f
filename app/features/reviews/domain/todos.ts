import type { Todo } from "~/features/notices/domain/todo";
import { todoKinds } from "~/kernel/named";
import { cellId, type JoinedCell, joinCells } from "./cells";
import { type ReviewedVersion, type SavedWord, standingCells } from "./standing";

/** What waits for people. */
export const todos = todoKinds("review");
/** What waits for reviewers of a system who are no side of it, and for organizers. */
export const settleTodoKinds = todoKinds("review-settle");
export const deskSettleTodoKinds = todoKinds("reviews-disagree");
/** What waits for organizers. */
export const deskTodoKinds = todoKinds("reviewers-waiting");

/** A confirmed review, held against the newest published version. */
export type ReviewFacts = {
  readonly key: string;
  readonly system: string;
  readonly draft: string;
  /** Cells that the version asks for, and those in which the reviewer's word stands. */
  readonly asked: number;
  readonly done: number;
};

/** Seconds that a cell takes: a legal document is looked up for it. */
const secondsEach = 60;

export function reviewTodos({ key, system, draft, asked, done }: ReviewFacts): Todo[] {
  if (done >= asked) return [];
  return [
    {
      kind: todos.review,
      thing: key,
      path: `/systems/${key}/review`,
      until: null,
      minutes: Math.max(1, Math.ceil(((asked - done) * secondsEach) / 60)),
      values: { system, draft, asked, done },
    },
  ];
}

/** What was said of the cells of a system of which two things were ever said. */
export type DisputedFacts = {
  readonly key: string;
  readonly system: string;
  /** Words of people who work for the maker are counted, and not only shown. */
  readonly countsAll: boolean;
  readonly criteria: readonly string[];
  /** Published versions, the newest first. */
  readonly versions: readonly ReviewedVersion[];
  readonly said: readonly (SavedWord & { readonly review: string; readonly affiliated: boolean })[];
  readonly settled: readonly SavedWord[];
  /** The review of who is asked; null for organizers. */
  readonly own: string | null;
};

/** On which cells the reviewers of a system disagree, as of its newest version. */
function disputedCells({ countsAll, criteria, versions, said, settled }: DisputedFacts): JoinedCell[] {
  const [version] = versions;
  if (!version) return [];
  const counted = standingCells(version, versions, said).filter(({ affiliated }) => countsAll || !affiliated);
  const cells = counted.map(({ review, ...cell }) => ({ ...cell, reviewer: review }));
  const components = [...new Set(cells.map(({ component }) => component))];
  const joined = joinCells(components, criteria, cells, standingCells(version, versions, settled));
  return joined.filter(({ value }) => value === "conflict");
}

/** Cells to settle, by those who never took a side: who did, does not settle them. */
export function settleTodos(facts: DisputedFacts): Todo[] {
  const { key, system, own, said } = facts;
  const sides = new Set(
    said.flatMap((one) =>
      one.review === own && one.value !== "unknown" ? [cellId(one.component, one.criterion)] : [],
    ),
  );
  const count = disputedCells(facts).filter(
    ({ component, criterion }) => !sides.has(cellId(component, criterion)),
  ).length;
  if (count === 0) return [];
  const kind = own === null ? deskSettleTodoKinds["reviews-disagree"] : settleTodoKinds["review-settle"];
  const path = `/systems/${key}#conflicts`;
  return [{ kind, thing: key, path, until: null, minutes: 5 * count, values: { system, count } }];
}

export function applicantTodos({ count }: { readonly count: number }): Todo[] {
  if (count === 0) return [];
  const kind = deskTodoKinds["reviewers-waiting"];
  return [{ kind, thing: "", path: "/manage/systems", until: null, minutes: 2 * count, values: { count } }];
}
