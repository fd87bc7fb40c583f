import { useContext } from "react";
import { languageNames, languages } from "~/kernel/language/languages";
import { LanguageNames } from "~/ui/forms/languages/languageName";

/** The languages of the interface as options, each by its own name: for pages and mails. */
export function LanguageOptions() {
  return languages.map((one) => (
    <option key={one} value={one} lang={one}>
      {languageNames[one]}
    </option>
  ));
}

/** Languages in which something is written: those of the interface, and the others of the process at hand. */
export function WrittenOptions({ also }: { also?: string }) {
  const names = useContext(LanguageNames);
  const others = Object.entries(names);
  const isMissing = also !== undefined && !Object.hasOwn(names, also) && !Object.hasOwn(languageNames, also);
  return (
    <>
      <LanguageOptions />
      {others.map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
      {isMissing && <option value={also}>{also}</option>}
    </>
  );
}

/** Countries as options, in the order in which they are given. */
export function CountryOptions({ countries }: { countries: readonly { code: string; name: string }[] }) {
  return countries.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}
