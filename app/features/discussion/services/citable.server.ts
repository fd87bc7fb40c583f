import { citableComments } from "~/features/comments/services/readComments.server";
import { listTownhalls } from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { listRecords } from "~/features/records/services/records.server";
import { newestResults, resultNames } from "~/features/results/services/resultPage.server";
import { listSystems } from "~/features/reviews/services/findSystem.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { cut } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";

/** What the change of a clause can cite, in a reader's language, and the names of components. */
export async function citable(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const [names, records, townhalls, comments, compilations, systems] = await Promise.all([
    resultNames(deps, process, language),
    listRecords(deps, process),
    listTownhalls(deps, process),
    citableComments(deps, process),
    newestResults(deps, process, 1),
    listSystems(deps, process),
  ]);
  return {
    names: names.components,
    systems: systems.map(({ key, name }) => ({ key, name })),
    townhalls: townhalls
      .filter(({ state }) => state === "live" || state === "ended")
      .reverse()
      .map(({ number, title }) => ({ number, title: localize(title, language).text })),
    records: records.map(({ number, title, date }) => ({
      number,
      title: localize(title, language).text,
      date,
    })),
    components: compilations.flatMap(({ number, result }) =>
      result.components.map(({ component }) => ({ number, component })),
    ),
    comments: comments.map(({ number, label, body }) => ({ number, label, beginning: cut(body, 70) })),
  };
}
