import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ReadInLinks } from "~/features/drafts/ui/ReadInLinks";
import { WordDiff } from "~/features/drafts/ui/WordDiff";
import { faqHistory, findFaq } from "~/features/faq/services/faq.server";
import { faqEntry } from "~/features/faq/services/listFaq.server";
import { FaqEntry } from "~/features/faq/ui/FaqEntry";
import { inProcess } from "~/features/membership/registrations/place.server";
import { readInOf } from "~/features/processes/domain/readIn";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { compareWords } from "~/kernel/text/wordDiff";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process, shared, url }) => {
  const row = await findFaq(deps, process, params.entry);
  const readIn = readInOf(url.searchParams.get("in"), process, language);
  const entry = row && (await shared(faqEntry, process, readIn.now, row.number));
  if (!row || !entry) throw refuse("not_found");
  const history = await faqHistory(deps, row);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    sourceLanguage: process.sourceLanguage,
    languages: process.languages.filter((one) => one !== process.sourceLanguage),
    readIn,
    entry,
    history: history.map((one, at) => ({
      revision: one.revision,
      at: one.at,
      words: compareWords(
        at === 0 ? "" : `${history[at - 1]?.question}\n${history[at - 1]?.answer}`,
        `${one.question}\n${one.answer}`,
      ),
    })),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.entry.question ?? ""} · Codraft` },
];

export default function FaqEntryPage() {
  const { slug, process, entry, history, sourceLanguage, languages, readIn } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const nameOf = useLanguageName();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/faq`}>{t("drafts:faq.title")}</PageLink>
      </Crumbs>
      <h1 lang={entry.language} dir={directionOf(entry.language)}>
        {entry.question}
      </h1>
      <div className="section measure">
        <ReadInLinks here={`${base}/faq/${entry.number}`} readIn={readIn} />
        <FaqEntry base={base} entry={entry} isAlone />
        <p className="small">
          <Labelled label={t("faq:translation.title")}>
            {languages.map((language) => (
              <span key={language}>
                <PageLink to={`${base}/faq/${entry.number}/translate/${language}`} lang={language}>
                  {nameOf(language)}
                </PageLink>{" "}
              </span>
            ))}
          </Labelled>
        </p>
      </div>
      <section className="section" aria-labelledby="history">
        <h2 id="history">{t("faq:history")}</h2>
        <ol className="story">
          {[...history].reverse().map((one) => (
            <li key={one.revision}>
              <p className="quiet small">
                <Moment at={one.at} />
              </p>
              <WordDiff parts={one.words} language={sourceLanguage} />
            </li>
          ))}
        </ol>
        <p>
          <EntryLink of="faq" name={entry.id} />
        </p>
      </section>
    </>
  );
}
