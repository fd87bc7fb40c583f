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
  const cell = event.target instanceof Element ? event.target.closest("td:is([data-criterion], .all)") : null;
  const component = cell?.closest("tr")?.id.replace(/^c-/, "");
  if (!cell || !component || event.ctrlKey || event.metaKey || event.altKey) return;
  // Among the buttons for all criteria every key is for the whole component.
  const criterion = cell.getAttribute("data-criterion");
  const choice = offered.find((one) => keyOf[one] === event.code);
  if (choice && (event.shiftKey || !criterion))
    ballot.fill({ kind: "row", component, choice }, event.shiftKey || undefined);
  else if (choice && criterion) ballot.set(component, criterion, choice);
  else if (event.key === "Backspace" || event.key === "Delete") {
    if (criterion) ballot.set(component, criterion, "");
    else ballot.fill({ kind: "row", component, choice: "" });
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp")
    neighbour(cell, criterion, event.key === "ArrowDown" ? 1 : -1)?.focus();
  else return;
  event.preventDefault();
}

/** The cell above or below, where its checked button takes the focus; of buttons for all, the one that is pressed or the first. */
function neighbour(cell: Element, criterion: string | null, by: 1 | -1): HTMLElement | undefined {
  const all = [...(cell.closest("table")?.querySelectorAll("td:is([data-criterion], .all)") ?? [])];
  const column = all.filter((one) => one.getAttribute("data-criterion") === criterion);
  const next = column[column.indexOf(cell) + by];
  const target = next?.querySelector<HTMLElement>("input:checked, [aria-pressed=true]");
  return target ?? next?.querySelector<HTMLElement>("button") ?? undefined;
}
