import { Form } from "@remix-run/react";
import type { EndorsementKind } from "~/features/endorsements/domain/endorsement";
import type { Data } from "~/features/endorsements/ui/wall/data";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { Field } from "~/ui/forms/forms";
import { CountryOptions } from "~/ui/forms/options";

export function Filter({ data, draft }: { data: Data; draft: string }) {
  const { t, language } = useWords();
  return (
    <Form
      method="get"
      action={inLanguage(language, `/p/${data.slug}/endorsements`)}
      className="row no-print"
      key={`${data.kind} ${data.country} ${draft}`}
    >
      <Field label={t("endorsements:version")}>
        <select name="draft" defaultValue={draft}>
          {data.wall?.drafts.map((label) => (
            <option key={label}>{label}</option>
          ))}
        </select>
      </Field>
      <Field label={t("endorsements:filter.kind")}>
        <select name="kind" defaultValue={data.kind ?? ""}>
          <option value="">{t("endorsements:filter.all")}</option>
          {(["organization", "person"] as const satisfies readonly EndorsementKind[]).map((kind) => (
            <option key={kind} value={kind}>
              {t(`endorsements:kinds.${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t("endorsements:filter.country")}>
        <select name="country" defaultValue={data.country ?? ""}>
          <option value="">{t("endorsements:filter.all")}</option>
          <CountryOptions countries={data.countries} />
        </select>
      </Field>
      <div className="actions">
        <button type="submit" className="btn q">
          {t("endorsements:filter.do")}
        </button>
      </div>
    </Form>
  );
}
