import type { GateKind } from "~/features/release/domain/gates";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import type { Paged } from "~/kernel/paging";
import { ChangeList, type ChangeShown, whatHappened } from "~/ui/text/ChangeList";
import { Day } from "~/ui/text/Moment";
import { Content } from "~/ui/text/text";

type Gate = {
  readonly title: LocalizedView;
  readonly kind: GateKind;
  readonly least: number | null;
  readonly dueOn: string;
};
export type GateChangeShown = Pick<ChangeShown, "id" | "at" | "by" | "reason"> & {
  readonly before: Gate | null;
  readonly after: Gate | null;
};

/** How the gates came to be as they are: declared, loosened, postponed, removed, by whom, when and why. */
export function GateChanges({ changes: { rows, ...paging } }: { changes: Paged<GateChangeShown> }) {
  const { t } = useWords();
  const shown = rows.map(({ before, after, ...row }): ChangeShown => {
    const gate = after ?? before;
    const differs = (read: (one: Gate) => unknown) =>
      !before || !after || JSON.stringify(read(before)) !== JSON.stringify(read(after));
    const fact = (label: string, read: (one: Gate) => unknown, show: (one: Gate) => ChangeShown["what"]) =>
      differs(read) ? [{ label, before: before && show(before), after: after && show(after) }] : [];
    return {
      ...row,
      is: whatHappened({ before, after }),
      what: gate && <Content view={gate.title} />,
      facts: [
        ...(before && after
          ? fact(
              t("common:field.title"),
              ({ title }) => title,
              ({ title }) => <Content view={title} />,
            )
          : []),
        ...fact(
          t("release:manage.kind"),
          ({ kind, least }) => [kind, least],
          ({ kind, least }) => t(`release:rule.${kind}`, { count: least ?? 0 }),
        ),
        ...fact(
          t("release:manage.dueOn"),
          ({ dueOn }) => dueOn,
          ({ dueOn }) => <Day at={dueOn} />,
        ),
      ],
    };
  });
  return <ChangeList part="changes" title={t("release:changes.title")} changes={shown} paging={paging} />;
}
