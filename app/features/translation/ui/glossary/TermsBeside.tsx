import type { TranslationUnit } from "~/features/translation/services/translationPage.server";
import { WordsOfTerm } from "~/features/translation/ui/glossary/TermEntry";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly base: string;
  readonly unit: TranslationUnit;
  readonly from: ContentLanguage;
  readonly into: ContentLanguage;
};

/** Terms of the glossary that a unit has, with what they are called in the translation; and what of it may be looked at again. */
export function TermsBeside({ base, unit, from, into }: Props) {
  const { t, format } = useWords();
  const said = Object.values(unit.glossary);
  const terms = new Map(said.flatMap((one) => one.terms.map((term) => [term.number, term] as const)));
  const hints = said.flatMap((one) => one.hints);
  if (terms.size === 0) return null;
  const right = (wanted: readonly string[]) => format.list(wanted);
  return (
    <section className="note" aria-label={t("translation:glossary.beside")}>
      <p className="quiet small">{t("translation:glossary.beside")}</p>
      <ul className="clean tight">
        {[...terms.values()].map(({ number, head, wanted, avoided, note }) => (
          <li key={number}>
            <Labelled
              label={
                <PageLink to={`${base}/glossary/${number}`} lang={from} dir={directionOf(from)}>
                  {head}
                </PageLink>
              }
            >
              {wanted.length + avoided.length === 0 && note === "" ? (
                <span className="quiet">{t("translation:glossary.noWord")}</span>
              ) : (
                <WordsOfTerm words={{ language: into, wanted, avoided, note }} />
              )}
            </Labelled>
          </li>
        ))}
      </ul>
      {hints.length > 0 && (
        <ul className="clean tight frag small" role="status">
          {hints.map((hint) => (
            <li key={`${hint.kind} ${hint.term} ${hint.kind === "avoid" ? hint.word : ""}`}>
              {hint.kind === "lacks"
                ? t("translation:glossary.lacks", { term: hint.term, words: right(hint.wanted) })
                : hint.wanted.length > 0
                  ? t("translation:glossary.instead", { ...hint, words: right(hint.wanted) })
                  : t("translation:glossary.avoid", { term: hint.term, word: hint.word })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
