import { languageNames, languages } from "~/kernel/language/languages";

/** The languages of the site as options, each by its own name. */
export function LanguageOptions() {
  return languages.map((one) => (
    <option key={one} value={one} lang={one}>
      {languageNames[one]}
    </option>
  ));
}

/** Countries as options, in the order in which they are given. */
export function CountryOptions({ countries }: { countries: readonly { code: string; name: string }[] }) {
  return countries.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
}
