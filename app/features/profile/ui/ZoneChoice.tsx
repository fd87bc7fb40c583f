import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";

type Props = { readonly chosen: string | null; readonly zones: readonly string[] };

/** The time zone in which somebody reads moments; empty: that of whichever browser they use, and UTC in mails. */
export function ZoneChoice({ chosen, zones }: Props) {
  const { t } = useWords();
  return (
    <>
      <Field
        label={t("profile:profile.timeZone")}
        hint={t("profile:profile.timeZoneHint")}
        of={["save", "timeZone"]}
      >
        <input name="timeZone" list="zones" defaultValue={chosen ?? ""} maxLength={60} dir="ltr" />
      </Field>
      <datalist id="zones">
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
