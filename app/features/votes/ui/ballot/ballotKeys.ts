import type { KeyboardEvent } from "react";
import type { Choice } from "~/features/rules/domain/ballotBox";
import type { BallotOnPage } from "./useBallot";

const keyOf: Readonly<Record<Choice, string>> = {
  required: "KeyR",
  not_necessary: "KeyN",
  cannot_judge: "KeyJ",
};

/**
 * The ballot by the keyboard: R, N and J answer the cell that has the focus, with Shift the whole component and on to the
 * next blank one; Backspace makes it blank; up and down go to the same cell of the neighbours. By the place of the keys,
 * so that they are where they are in every script.
 */
export function moveByKey(event: KeyboardEvent, ballot: BallotOnPage, offered: readonly Choice[]): void {
  const cell = event.target instanceof Element ? event.target.closest("td[data-criterion]") : null;
  const component = cell?.closest("tr")?.id.replace(/^c-/, "");
  const criterion = cell?.getAttribute("data-criterion");
  if (!cell || !component || !criterion || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = offered.find((one) => keyOf[one] === event.code);
  if (choice && event.shiftKey) ballot.fill({ kind: "row", component, choice }, true);
  else if (choice) ballot.set(component, criterion, choice);
  else if (event.key === "Backspace" || event.key === "Delete") ballot.set(component, criterion, "");
  else if (event.key === "ArrowDown" || event.key === "ArrowUp")
    neighbour(cell, criterion, event.key === "ArrowDown" ? 1 : -1)?.focus();
  else return;
  event.preventDefault();
}

/** The cell above or below, where its checked button takes the focus. */
function neighbour(cell: Element, criterion: string, by: 1 | -1): HTMLElement | undefined {
  const column = [...(cell.closest("table")?.querySelectorAll("td[data-criterion]") ?? [])].filter(
    (one) => one.getAttribute("data-criterion") === criterion,
  );
  const next = column[column.indexOf(cell) + by];
  return next?.querySelector<HTMLElement>("input:checked") ?? undefined;
}
