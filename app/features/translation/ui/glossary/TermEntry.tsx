import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

/** What a term is called in a language. */
export type ShownWords = {
  readonly language: ContentLanguage;
  readonly wanted: readonly string[];
  readonly avoided: readonly string[];
  readonly note: string;
};

/** Words in their own language, those to be avoided struck out and named as such. */
export function WordsOfTerm({ words }: { words: ShownWords }) {
  const { t, format } = useWords();
  const { language, wanted, avoided, note } = words;
  const own = { lang: language, dir: directionOf(language) };
  return (
    <>
      {wanted.length > 0 && <bdi {...own}>{format.list(wanted)}</bdi>}
      {avoided.length > 0 && (
        <span className="quiet small">
          {wanted.length > 0 && " · "}
          <Labelled label={t("translation:glossary.not")}>
            <bdi {...own}>{format.list(avoided)}</bdi>
          </Labelled>
        </span>
      )}
      {note !== "" && (
        <span className="quiet small pre block">
          <bdi>{note}</bdi>
        </span>
      )}
    </>
  );
}

type ByLanguage = { readonly words: readonly ShownWords[]; readonly source?: ContentLanguage };

/** A term in the languages of its process. */
export function WordsByLanguage({ words, source }: ByLanguage) {
  const nameOf = useLanguageName();
  return (
    <ul className="clean tight">
      {words.map((one) => (
        <li key={one.language}>
          {one.language === source && one.wanted.length + one.avoided.length === 0 ? (
            // A note of the term itself, whose word stands above.
            <WordsOfTerm words={one} />
          ) : (
            <Labelled
              label={
                <span className="quiet small" lang={one.language}>
                  {nameOf(one.language)}
                </span>
              }
            >
              <WordsOfTerm words={one} />
            </Labelled>
          )}
        </li>
      ))}
    </ul>
  );
}

export type PlacesOfTerm = {
  /** The version. */
  readonly label: string | null;
  readonly clauses: readonly { readonly id: string; readonly name: string }[];
  /** How many there are. */
  readonly count: number;
};

/** The clauses in which a term stands. */
export function PlacesOfTerm({ base, places }: { base: string; places: PlacesOfTerm }) {
  const { t } = useWords();
  const { label, clauses, count } = places;
  if (label === null || clauses.length === 0) return null;
  return (
    <p className="small">
      <Labelled label={t("translation:glossary.places", { version: label })}>
        {clauses.map(({ id, name }, at) => (
          <span key={id}>
            {at > 0 && " · "}
            <PageLink to={`${base}/drafts/${label}#c-${id}`}>
              <bdi>{name}</bdi>
            </PageLink>
          </span>
        ))}
      </Labelled>
      {count > clauses.length && <> {t("common:sheet.more", { count: count - clauses.length })}</>}
    </p>
  );
}
