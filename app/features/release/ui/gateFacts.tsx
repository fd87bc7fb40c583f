import type { GateKind } from "~/features/release/domain/gates";
import type { Words } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import type { ChangeShown } from "~/ui/text/ChangeList";
import { Day } from "~/ui/text/Moment";
import { Content } from "~/ui/text/text";

export type GateSaid = {
  readonly title: LocalizedView;
  readonly kind: GateKind;
  readonly least: number | null;
  readonly dueOn: string;
};
type Change = { readonly before: GateSaid | null; readonly after: GateSaid | null };

/** In what a gate differs after a change, or all of it where it was not there or is no more. */
export function gateFacts({ t }: Words, { before, after }: Change): ChangeShown["facts"] {
  const differs = (read: (one: GateSaid) => unknown) =>
    !before || !after || JSON.stringify(read(before)) !== JSON.stringify(read(after));
  const fact = (
    label: string,
    read: (one: GateSaid) => unknown,
    show: (one: GateSaid) => ChangeShown["what"],
  ) => (differs(read) ? [{ label, before: before && show(before), after: after && show(after) }] : []);
  return [
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
  ];
}
