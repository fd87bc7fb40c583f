import type { CellAt, SettledAt } from "~/features/reviews/contracts/cellChange";
import { type Names, PlaceName } from "~/features/reviews/ui/Settling";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { Paged } from "~/kernel/paging";
import { ChangeList, type ChangeShown, whatHappened } from "~/ui/text/ChangeList";

type At = CellAt | SettledAt;
export type CellChangeShown = Pick<ChangeShown, "id" | "at" | "by" | "reason"> & {
  readonly review: string | null;
  readonly draft: string;
  readonly component: string;
  readonly criterion: string;
  readonly before: At | null;
  readonly after: At | null;
};

/** What was said of the cells of a system before, and what was settled before: nothing of it is lost. */
export function CellChanges({
  changes: { rows, ...paging },
  names,
}: {
  changes: Paged<CellChangeShown>;
  names: Names;
}) {
  const { t } = useWords();
  const shown = rows.map(({ before, after, by, review, draft, reason, ...row }): ChangeShown => {
    const fact = (label: string, read: (one: At) => string) => {
      const [was, is] = [before && read(before), after && read(after)];
      return was === is ? [] : [{ label, before: was && <bdi>{was}</bdi>, after: is && <bdi>{is}</bdi> }];
    };
    const text = (key: "url" | "note") => (one: At) => ("note" in one ? one[key] : "");
    return {
      ...row,
      reason,
      by: (review && ownValue(names.reviewers, review)) || by,
      is: whatHappened({ before, after }),
      what: (
        <>
          <PlaceName place={row} names={names} /> <bdi className="small quiet">{draft}</bdi>
        </>
      ),
      facts: [
        ...fact(t(review ? "reviews:changes.value" : "reviews:changes.settledAs"), ({ value }) =>
          t(`reviews:value.${value}`),
        ),
        ...fact(t("reviews:changes.url"), text("url")),
        ...fact(t("reviews:changes.note"), text("note")),
        ...(before && "reason" in before
          ? [{ label: t("reviews:changes.settledWhy"), before: <bdi>{before.reason}</bdi>, after: null }]
          : []),
      ],
    };
  });
  return <ChangeList part="changes" title={t("reviews:changes.title")} changes={shown} paging={paging} />;
}
