/** Shows which cards belong to a passage that was reached, until another one is. */
export function lightPassage(mark: HTMLElement): void {
  const ids = (mark.dataset.comment ?? "").split(" ");
  const cards = [...document.querySelectorAll<HTMLElement>("[data-card]")].filter((card) =>
    ids.includes(card.dataset.card ?? ""),
  );
  light([mark, ...cards]);
  cards[0]?.scrollIntoView({ block: "nearest" });
}

/** Goes to the passage that a card is about. Whether it is on the page: what was reworded has none. */
export function goToPassage(id: string): boolean {
  const mark = document.querySelector<HTMLElement>(`mark[data-comment~="${CSS.escape(id)}"]`);
  if (!mark?.checkVisibility()) return false;
  mark.scrollIntoView({ block: "center" });
  lightPassage(mark);
  return true;
}

function light(all: readonly HTMLElement[]): void {
  for (const one of document.querySelectorAll<HTMLElement>("[data-lit]")) delete one.dataset.lit;
  for (const one of all) one.dataset.lit = "";
}
