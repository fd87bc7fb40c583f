import { languageNames, languages } from "~/kernel/language/languages";
import { useLanguageName, useWrittenLanguages } from "~/ui/forms/languages/languageName";

/** The languages of the interface as options, each by its own name: for pages and mails. */
export function LanguageOptions() {
  return languages.map((one) => (
    <option key={one} value={one} lang={one}>
      {languageNames[one]}
    </option>
  ));
}

/** Languages in which something is written: those of the interface, the others of the process at hand, and one that was chosen before. */
export function WrittenOptions({ also }: { also?: string }) {
  const nameOf = useLanguageName();
  return useWrittenLanguages(also === undefined ? [] : [also]).map((one) => (
    <option key={one} value={one} lang={one}>
      {nameOf(one)}
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
