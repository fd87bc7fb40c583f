import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import type { Waiting } from "~/platform/waiting";
import { waiting } from "~/registries/waiting.server";

/** How many things wait for organizers, by the page on which they are dealt with. */
export async function waitingFor(deps: Pick<Deps, "db">, process: ProcessRow) {
  const counts = await Promise.all(waiting.map(({ count }) => count(deps.db, process.id)));
  const byPage: Partial<Record<Waiting["page"], number>> = {};
  waiting.forEach(({ page }, at) => {
    byPage[page] = (byPage[page] ?? 0) + (counts[at] ?? 0);
  });
  return byPage;
}
