import { directionOf } from "~/contracts/languages";
import type { ListedEndorsement } from "~/domain/endorsements/listed";
import { useWords } from "~/i18n";

/** Who endorses a version, with what they say. */
export function Names({
  names,
  countryNames,
}: {
  names: readonly ListedEndorsement[];
  countryNames: Readonly<Record<string, string>>;
}) {
  return (
    <ul className="clean endorsers">
      {names.map((one) => (
        <li key={one.number}>
          <Name one={one} countryName={countryNames[one.country] ?? one.country} />
        </li>
      ))}
    </ul>
  );
}

/** One name with what belongs to it. */
export function Name({ one, countryName }: { one: Omit<ListedEndorsement, "since">; countryName: string }) {
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
          {t("endorsements:signedBy")} <bdi>{one.signatory}</bdi>, <bdi>{one.authority}</bdi>
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
