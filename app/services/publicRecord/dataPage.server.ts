import type { Language } from "~/contracts/languages";
import { localize } from "~/contracts/localized";
import { publishedCompilations } from "~/services/compiling/resultPage.server";
import type { Deps } from "~/services/deps";
import { endorsableDrafts } from "~/services/endorsing/findEndorsement.server";
import { embargoOf } from "~/services/endorsing/setEmbargo.server";
import { feedNames } from "~/services/notifying/feeds.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { publicApprovals } from "./publicApprovals.server";
import { recordTables } from "./tables";

/** What there is of a process for machines and spreadsheets: lists, feeds, pictures to embed. */
export async function dataPage(deps: Deps, process: ProcessRow, language: Language) {
  const results = await publishedCompilations(deps, process);
  const approvals = await publicApprovals(deps, process);
  const [asked] = await endorsableDrafts(deps.db, process);
  return {
    origin: deps.settings.origin,
    api: `/api/v1/processes/${process.slug}`,
    tables: recordTables.map(({ name, about }) => ({ name, about })),
    feeds: [...feedNames],
    pictures: [
      ...results.map((one) => ({
        name: `results/${one.number}`,
        title: localize(one.title, language).text,
      })),
      ...approvals.map(({ round }) => ({
        name: `approvals/${round.number}`,
        title: localize(round.title, language).text,
      })),
      ...(asked && !embargoOf(deps, process)
        ? [{ name: "endorsements", title: deps.translator(language)("common:nav.endorsements") }]
        : []),
    ],
  };
}
