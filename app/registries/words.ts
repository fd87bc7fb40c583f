import { words as approvals } from "~/features/approvals/feature";
import { words as calls } from "~/features/calls/feature";
import { words as checklists } from "~/features/checklists/feature";
import { words as components } from "~/features/components/feature";
import { words as discussion } from "~/features/discussion/feature";
import { words as drafts } from "~/features/drafts/feature";
import { words as endorsements } from "~/features/endorsements/feature";
import { words as evidence } from "~/features/evidence/feature";
import { words as faq } from "~/features/faq/feature";
import { words as opendata } from "~/features/opendata/feature";
import { words as overview } from "~/features/overview/feature";
import { words as plans } from "~/features/plans/feature";
import { words as profile } from "~/features/profile/feature";
import { words as records } from "~/features/records/feature";
import { words as release } from "~/features/release/feature";
import { words as report } from "~/features/report/feature";
import { words as representation } from "~/features/representation/feature";
import { words as results } from "~/features/results/feature";
import { words as reviews } from "~/features/reviews/feature";
import { words as rounds } from "~/features/rounds/feature";
import { words as search } from "~/features/search/feature";
import { words as timeline } from "~/features/timeline/feature";
import { words as townhalls } from "~/features/townhalls/feature";
import { words as votes } from "~/features/votes/feature";
import { words as workgroups } from "~/features/workgroups/feature";
import type { PageWords, WordFile } from "~/i18n/wordFiles";
import { ownValue } from "~/kernel/keyed";

/** What the frame of every page says, and its errors. */
const always: readonly WordFile[] = ["common", "errors"];

/** What the features say of their pages; those of a feature that says nothing show its own words alone. */
const byFeature: Readonly<Record<string, PageWords>> = {
  approvals,
  calls,
  checklists,
  components,
  discussion,
  drafts,
  endorsements,
  evidence,
  faq,
  opendata,
  overview,
  profile,
  records,
  release,
  report,
  representation,
  results,
  reviews,
  rounds,
  search,
  timeline,
  townhalls,
  plans,
  votes,
  workgroups,
};

/** The id of a page's route is its file; a second address of the same page adds a name of its own to it. */
const pageId = /^features\/([^/]+)\/pages\/([^:]+)/;

/** The files of words that pages show, by the ids of their routes. The browser waits for them. */
export function wordsOfPages(routeIds: readonly string[]): WordFile[] {
  const needed = routeIds.flatMap((id) => {
    const [, feature, page] = pageId.exec(id) ?? [];
    if (feature === undefined || page === undefined) return [];
    return ownValue(ownValue(byFeature, feature), page) ?? [feature as WordFile];
  });
  return [...new Set([...always, ...needed])];
}
