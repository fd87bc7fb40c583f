import { useWords } from "~/i18n";
import { Choice, Field, LongText, Problem, Refused, Submit, Tick } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { CountryOptions, WrittenOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";

type Props = {
  draft: string;
  countries: readonly { readonly code: string; readonly name: string }[];
  known: {
    readonly email: string;
    readonly name: string;
    readonly affiliation: string;
    readonly country: string;
  };
};

/** The form of an endorsement. What belongs to the other kind is folded away, and is sent in vain. */
export function GiveForm({ draft, countries, known }: Props) {
  const { t, language } = useWords();
  const typed = usePosted<{ typed?: Record<string, string> }>()?.typed ?? {};
  const kind = typed.kind === "organization" ? "organization" : "person";
  const asked = typed.language ?? language;
  return (
    <PostForm className="endorse">
      <Refused intent="give" />
      <Problem of={["give", "draft"]} />
      <input type="hidden" name="draft" value={draft} />
      <fieldset className="field">
        <legend>{t("endorsements:give.kind")}</legend>
        <Choice name="kind" value="person" label={t("endorsements:give.person")} on={kind === "person"} />
        <Choice
          name="kind"
          value="organization"
          label={t("endorsements:give.organization")}
          hint={t("endorsements:give.organizationHint")}
          on={kind === "organization"}
        />
      </fieldset>
      <Field label={t("endorsements:give.name")} hint={t("endorsements:give.nameHint")} of={["give", "name"]}>
        <input name="name" defaultValue={typed.name ?? known.name} required maxLength={160} dir="auto" />
      </Field>
      <div className="for-person">
        <Field
          label={t("endorsements:give.affiliation")}
          hint={t("endorsements:give.optional")}
          of={["give", "affiliation"]}
        >
          <input
            name="affiliation"
            defaultValue={typed.affiliation ?? known.affiliation}
            maxLength={160}
            dir="auto"
            autoComplete="organization"
          />
        </Field>
      </div>
      <div className="for-organization">
        <Field
          label={t("endorsements:give.domain")}
          hint={t("endorsements:give.domainHint")}
          of={["give", "domain"]}
        >
          <input name="domain" defaultValue={typed.domain ?? ""} maxLength={300} dir="ltr" inputMode="url" />
        </Field>
        <div className="row">
          <Field label={t("endorsements:give.signatory")} of={["give", "signatory"]}>
            <input name="signatory" defaultValue={typed.signatory ?? ""} maxLength={160} dir="auto" />
          </Field>
          <Field
            label={t("endorsements:give.authority")}
            hint={t("endorsements:give.authorityHint")}
            of={["give", "authority"]}
          >
            <input name="authority" defaultValue={typed.authority ?? ""} maxLength={160} dir="auto" />
          </Field>
        </div>
      </div>
      <Field
        label={t("endorsements:give.country")}
        hint={t("endorsements:give.optional")}
        of={["give", "country"]}
      >
        <select name="country" defaultValue={typed.country ?? known.country} autoComplete="country">
          <option value="">{t("endorsements:noCountry")}</option>
          <CountryOptions countries={countries} />
        </select>
      </Field>
      <Field
        label={t("endorsements:give.statement")}
        hint={t("endorsements:give.statementHint")}
        of={["give", "statement"]}
      >
        <LongText name="statement" defaultValue={typed.statement ?? ""} maxLength={1200} dir="auto" />
      </Field>
      <LanguageOf of="give" language={asked} />
      <Field
        label={t("endorsements:give.email")}
        hint={t("endorsements:give.emailHint")}
        of={["give", "email"]}
      >
        <input
          type="email"
          name="email"
          defaultValue={typed.email ?? known.email}
          required
          maxLength={254}
          dir="ltr"
          autoComplete="email"
        />
      </Field>
      <div className="not-for-people" aria-hidden="true">
        <label>
          {t("endorsements:give.homepage")}
          <input name="homepage" tabIndex={-1} autoComplete="off" defaultValue="" />
        </label>
      </div>
      <div className="field">
        <Tick name="isPublic" label={t("endorsements:give.isPublic")} on={typed.isPublic === "yes"} />
        <Problem of={["give", "isPublic"]} />
      </div>
      <div className="actions">
        <Submit intent="give">{t("endorsements:give.do")}</Submit>
      </div>
    </PostForm>
  );
}

/** In which language a statement is; mails come in it too, where the site speaks it. */
export function LanguageOf({ of, language }: { of: string; language: string }) {
  const { t } = useWords();
  return (
    <>
      <Field
        label={t("endorsements:give.language")}
        hint={t("endorsements:give.languageHint")}
        of={[of, "language"]}
      >
        <select name="language" defaultValue={language}>
          <WrittenOptions also={language} />
        </select>
      </Field>
      <OtherLanguage />
    </>
  );
}
