import type { Todo, TodoGround } from "~/features/notices/domain/todo";
import type { Localized } from "~/kernel/language/localized";
import { todoKinds } from "~/kernel/named";

/** What waits for people. */
export const todos = todoKinds("approve");
/** What waits for organizers. */
export const deskTodos = todoKinds("approval-prepared", "approval-scheduled", "approval-endless");

/** An open approval that a person may take a position in. */
export type ApprovalFacts = {
  readonly number: number;
  readonly draft: string;
  /** A position of theirs stands. */
  readonly taken: boolean;
};

/** An approval to take a position in, for who has not. */
export function approvalTodos({ number, draft, taken }: ApprovalFacts, until: Date | null): Todo[] {
  if (taken) return [];
  return [
    {
      kind: todos.approve,
      thing: String(number),
      path: `/approvals/${number}`,
      until,
      minutes: 3,
      values: { number, draft },
    },
  ];
}

/** An approval that has not closed, as its organizers see it. */
export type PendingApproval = {
  readonly number: number;
  readonly title: Localized;
  readonly draft: string;
  readonly state: "draft" | "open";
  /** It opens by itself (`until` says when), and was not held up. */
  readonly isScheduled: boolean;
  readonly hasDeadline: boolean;
  readonly onRoll: number;
  readonly taken: number;
  /** ISO 8601; null for one that is prepared. */
  readonly openedAt: string | null;
};

/** So long an approval without a deadline is open before its organizers are asked to close it. */
const fortnight = 14 * 24 * 60 * 60 * 1000;

/** A prepared approval to open, or to look at once more before it opens by itself, and one without a deadline to close: once everyone has answered, or after two weeks. */
export function pendingTodos(
  { number, title, draft, state, isScheduled, hasDeadline, onRoll, taken, openedAt }: PendingApproval,
  { now, opensAt }: Pick<TodoGround, "now"> & { readonly opensAt: Date | null },
): Todo[] {
  const common = { thing: String(number), until: null, values: { number, title, draft } };
  const path = `/manage/approvals/${number}`;
  if (isScheduled)
    return [{ ...common, kind: deskTodos["approval-scheduled"], path, until: opensAt, minutes: 2 }];
  if (state === "draft")
    return [{ ...common, kind: deskTodos["approval-prepared"], path: `${path}/open`, minutes: 5 }];
  const isComplete = onRoll > 0 && taken >= onRoll;
  const isOld = openedAt !== null && now.getTime() - new Date(openedAt).getTime() >= fortnight;
  if (hasDeadline || !(isComplete || isOld)) return [];
  return [{ ...common, kind: deskTodos["approval-endless"], path: `${path}/close`, minutes: 2 }];
}
