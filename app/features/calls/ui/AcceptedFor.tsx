import type { CallKind } from "~/features/calls/domain/calls";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { Field, Tick } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";

type Place = { readonly id: string; readonly name: string };
type Props = {
  readonly kind: CallKind;
  readonly places: {
    readonly workgroup: readonly Place[];
    readonly reviewer: readonly Place[];
    readonly translator: readonly ContentLanguage[];
  };
};

/** What somebody who is accepted is accepted for; they are given it at once. */
export function AcceptedFor({ kind, places }: Props) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  if (kind === "participant") return null;
  if (kind === "translator")
    return (
      <fieldset className="field">
        <legend>{t("calls:acceptedFor.translator")}</legend>
        {places.translator.map((language) => (
          <Tick
            key={language}
            name="languages"
            value={language}
            label={nameOf(language)}
            on={places.translator.length === 1}
          />
        ))}
      </fieldset>
    );
  return (
    <>
      <Field label={t(`calls:acceptedFor.${kind}`)} of={["answer", "place"]}>
        <select name="place" defaultValue="">
          <option value="">{t("calls:acceptedFor.choose")}</option>
          {places[kind].map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Tick name="affiliated" label={t("workgroups:people.affiliated")} on={false} />
    </>
  );
}
