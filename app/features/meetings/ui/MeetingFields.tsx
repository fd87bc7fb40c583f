import { useWords } from "~/i18n";
import { Field, Group, LongText, Tick } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { useLanguageName, useWrittenLanguages } from "~/ui/forms/languages/languageName";

export type MeetingValues = {
  readonly title: string;
  readonly day: string;
  readonly time: string;
  readonly zone: string;
  readonly minutesLong: number;
  readonly languages: readonly string[];
  readonly callUrl: string;
  readonly slidesUrl: string;
  readonly draft: string;
  /** "10 Title", one a line. */
  readonly agenda: string;
};

/** The fields of a meeting, for one and for a series alike. */
export function MeetingFields({
  intent,
  values,
  drafts,
  zones,
}: {
  intent: string;
  values: MeetingValues;
  drafts: readonly string[];
  zones: readonly string[];
}) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  const written = useWrittenLanguages(values.languages);
  return (
    <>
      <Field label={t("meetings:manage.name")} of={[intent, "title"]}>
        <input name="title" required maxLength={160} defaultValue={values.title} dir="auto" />
      </Field>
      <div className="row">
        <Field label={t("meetings:manage.day")} of={[intent, "day"]}>
          <input name="day" type="date" required defaultValue={values.day} />
        </Field>
        <Field label={t("meetings:manage.time")} of={[intent, "time"]}>
          <input name="time" type="time" required defaultValue={values.time} />
        </Field>
        <Field label={t("meetings:manage.zone")} of={[intent, "zone"]}>
          <select name="zone" defaultValue={values.zone}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("meetings:manage.length")} of={[intent, "minutesLong"]}>
          <input
            name="minutesLong"
            type="number"
            min={5}
            max={600}
            required
            defaultValue={values.minutesLong}
          />
        </Field>
      </div>
      <Group legend={t("meetings:manage.languages")} of={[intent, "languages"]}>
        {written.map((one) => (
          <Tick
            key={one}
            name="languages"
            value={one}
            label={nameOf(one)}
            on={values.languages.includes(one)}
          />
        ))}
      </Group>
      <OtherLanguage name="languages" intent={intent} />
      <Field
        label={t("meetings:manage.agenda")}
        hint={t("meetings:manage.agendaHint")}
        of={[intent, "agenda"]}
      >
        <LongText name="agenda" rows={6} maxLength={4000} defaultValue={values.agenda} dir="auto" />
      </Field>
      <Field label={t("meetings:manage.draft")} of={[intent, "draft"]}>
        <select name="draft" defaultValue={values.draft}>
          <option value="">{t("meetings:manage.noDraft")}</option>
          {drafts.map((label) => (
            <option key={label} value={label}>
              {label}
            </option>
          ))}
        </select>
      </Field>
      <div className="row">
        <Field label={t("meetings:call")} of={[intent, "callUrl"]}>
          <input name="callUrl" inputMode="url" maxLength={500} defaultValue={values.callUrl} dir="ltr" />
        </Field>
        <Field label={t("meetings:slides")} of={[intent, "slidesUrl"]}>
          <input name="slidesUrl" inputMode="url" maxLength={500} defaultValue={values.slidesUrl} dir="ltr" />
        </Field>
      </div>
    </>
  );
}
