import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { termWordsSchema } from "~/features/translation/contracts/translation";
import { onTerm } from "~/features/translation/registrations/place.server";
import { placesOfTerms } from "~/features/translation/services/glossary/lookUp.server";
import { changesOf, wordsIn } from "~/features/translation/services/glossary/readGlossary.server";
import { glossaryLanguages, saveWords } from "~/features/translation/services/glossary/saveWords.server";
import { PlacesOfTerm, WordsByLanguage, WordsOfTerm } from "~/features/translation/ui/glossary/TermEntry";
import { WordsForm } from "~/features/translation/ui/glossary/WordsFields";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { directionOf } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { Refused, Saved } from "~/ui/forms/forms";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onTerm, "anyone", async (context) => {
  const { actor, deps, language, process, shared, standing, t, term } = context;
  const source = process.sourceLanguage;
  const { label, places } = await shared(placesOfTerms, process.id, source);
  const clauses = ownValue(places, String(term.number)) ?? [];
  const may = await glossaryLanguages(deps, process, actor, standing.organizer);
  const title = term.head || t("translation:glossary.gone");
  return {
    slug: process.slug,
    process: localize(process.title, language),
    id: term.id,
    title,
    isGone: term.head === "",
    source,
    words: term.words.filter((one) => one.wanted.length + one.avoided.length > 0 || one.note !== ""),
    places: { label, clauses, count: clauses.length },
    changes: await changesOf(deps, term.id),
    edited: process.languages
      .filter((one) => may.includes(one))
      .map((one) => {
        const { revision = 0, wanted = [], avoided = [], note = "" } = wordsIn(term, one) ?? {};
        return {
          language: one,
          seen: String(revision),
          wanted: wanted.join("\n"),
          avoided: avoided.join("\n"),
          note,
        };
      }),
  };
});

export const action = acts(onTerm, "speaker", {
  save: intent(termWordsSchema, async ({ actor, deps, process, standing, term }, input) => {
    const may = await glossaryLanguages(deps, process, actor, standing.organizer);
    if (may.length === 0) throw refuse("not_found");
    return saveWords(deps, actor, process, may, { ...input, term: term.number });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function GlossaryTerm() {
  const { id, slug, process, title, isGone, source, words, places, changes, edited } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  const nameOf = useLanguageName();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/glossary`}>{t("translation:glossary.title")}</PageLink>
      </Crumbs>
      <h1>
        {isGone ? (
          title
        ) : (
          <bdi lang={source} dir={directionOf(source)}>
            {title}
          </bdi>
        )}
      </h1>
      <Refused intent="save" />
      <Saved intent="save">{t("common:saved")}</Saved>
      <WordsByLanguage words={words} source={source} />
      <PlacesOfTerm base={base} places={places} />
      {edited.length > 0 && (
        <section className="section no-print" aria-labelledby="write">
          <h2 id="write">{t("translation:glossary.write")}</h2>
          {edited.map((one) => (
            <WordsForm key={one.language} words={one} isSource={one.language === source} />
          ))}
        </section>
      )}
      <section className="section" aria-labelledby="changes">
        <h2 id="changes">{t("translation:glossary.changes")}</h2>
        <p>
          <EntryLink of="glossary" name={id} />
        </p>
        <ol className="clean">
          {changes.map((one) => (
            <li key={`${one.language} ${one.revision}`}>
              <p className="quiet small">
                <span lang={one.language}>{nameOf(one.language)}</span> · <Moment at={one.at} />
                {one.by && (
                  <>
                    {" "}
                    · <bdi>{one.by}</bdi>
                  </>
                )}
              </p>
              <p>
                {one.wanted.length + one.avoided.length === 0 && one.note === "" ? (
                  <span className="quiet">{t("translation:glossary.noWord")}</span>
                ) : (
                  <WordsOfTerm words={one} />
                )}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
