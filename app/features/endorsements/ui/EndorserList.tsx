import type { ListedEndorsement } from "~/features/endorsements/domain/listed";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { directionOf } from "~/kernel/language/languages";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { EntryLink } from "~/ui/frame/EntryLink";

/** Who endorses a version, with what they say; whoever is signed in may point one out to moderators. */
export function EndorserList({
  names,
  countryNames,
  mayFlag,
}: {
  names: readonly ListedEndorsement[];
  countryNames: Readonly<Record<string, string>>;
  mayFlag: boolean;
}) {
  return (
    <ul className="clean endorsers">
      {names.map((one) => (
        <li key={one.number} id={`e${one.number}`}>
          <Name one={one} countryName={ownValue(countryNames, one.country) ?? one.country} />
          <p>
            <EntryLink of="endorsements" name={one.id} />
          </p>
          {mayFlag && <Flag number={one.number} />}
        </li>
      ))}
    </ul>
  );
}

function Flag({ number }: { number: number }) {
  const { t } = useWords();
  return (
    <details className="more no-print">
      <summary className="small">{t("comments:flag")}</summary>
      <PostForm>
        <input type="hidden" name="number" value={number} />
        <Field label={t("comments:flagReason")}>
          <input name="reason" required maxLength={600} dir="auto" />
        </Field>
        <Submit intent="flag" kind="q mini">
          {t("comments:flag")}
        </Submit>
      </PostForm>
    </details>
  );
}

/** One name with what belongs to it. */
export function Name({
  one,
  countryName,
}: {
  one: Omit<ListedEndorsement, "id" | "since">;
  countryName: string;
}) {
  const { t } = useWords();
  return (
    <>
      <p>
        <strong>
          <bdi>{one.name}</bdi>
        </strong>
        {[one.affiliation, countryName].filter(Boolean).map((fact) => (
          <span key={fact}>
            {" "}
            · <bdi>{fact}</bdi>
          </span>
        ))}
        {one.domain !== "" && (
          <>
            {" "}
            · <bdi dir="ltr">{one.domain}</bdi>
          </>
        )}
        {one.isExample && (
          <>
            {" "}
            <span className="state">{t("endorsements:example")}</span>
          </>
        )}
      </p>
      {one.signatory !== "" && (
        <p className="quiet small">
          {t("endorsements:signedBy")} <bdi>{one.signatory}</bdi> · <bdi>{one.authority}</bdi>
        </p>
      )}
      {one.statement !== "" && (
        <blockquote className="statement pre" lang={one.language} dir={directionOf(one.language)}>
          {one.statement}
        </blockquote>
      )}
    </>
  );
}
