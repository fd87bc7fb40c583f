import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import type { Paged } from "~/kernel/paging";
import { ChangeList, type ChangeShown } from "~/ui/text/ChangeList";
import { Content } from "~/ui/text/text";

type Item = { readonly id: string; readonly minutes: number; readonly title: LocalizedView };
export type AgendaChangeShown = Pick<ChangeShown, "id" | "at" | "by" | "reason"> & {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
};

/** What was put on the agenda of a meeting, taken off it or worded anew since it was planned. */
export function AgendaChanges({ changes: { rows, ...paging } }: { changes: Paged<AgendaChangeShown> }) {
  const { t } = useWords();
  const shown = rows.map(({ before, after, ...row }): ChangeShown => {
    const show = (item: Item | undefined) =>
      item && (
        <>
          <Content view={item.title} /> {t("meetings:minutes", { count: item.minutes })}
        </>
      );
    const said = (item: Item | undefined) => item && `${item.minutes} ${item.title.text}`;
    const ids = [...new Set([...before, ...after].map(({ id }) => id))];
    const differing = ids
      .map((id) => [before.find((one) => one.id === id), after.find((one) => one.id === id)] as const)
      .filter(([was, is]) => said(was) !== said(is));
    return {
      ...row,
      is: "changed",
      what: t("townhalls:agenda"),
      facts: differing.map(([was, is], at) => ({
        label: `${at + 1}.`,
        before: show(was),
        after: show(is),
      })),
    };
  });
  return <ChangeList part="changes" title={t("townhalls:agendaChanges")} changes={shown} paging={paging} />;
}
