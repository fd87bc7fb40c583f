import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { newTermSchema } from "~/features/translation/contracts/translation";
import { placesOfTerms } from "~/features/translation/services/glossary/lookUp.server";
import { glossaryOf, termsWith } from "~/features/translation/services/glossary/readGlossary.server";
import { readPastedGlossary } from "~/features/translation/services/glossary/readPasted.server";
import {
  glossaryLanguages,
  importGlossary,
  saveWords,
} from "~/features/translation/services/glossary/saveWords.server";
import { PasteGlossary } from "~/features/translation/ui/glossary/PasteGlossary";
import { PlacesOfTerm, WordsByLanguage } from "~/features/translation/ui/glossary/TermEntry";
import { WordsFields } from "~/features/translation/ui/glossary/WordsFields";
import { acts, intent, preview, previewedTable, refusedTable } from "~/http/action.server";
import { type RouteContext, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { pastedSchema } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import { directionOf } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { cut } from "~/kernel/text/cut";
import { Field, Refused, Saved, Submit, useAnswer } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { useTableAnswer } from "~/ui/table/useTableAnswer";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

const perPage = 50;
/** So many clauses of a term are named in the list. */
const mostPlaces = 6;

export const loader = reads(inProcess, "anyone", async (context) => {
  const { actor, deps, language, process, shared, standing, t, url } = context;
  const words = cut(url.searchParams.get("q") ?? "", 200);
  const source = process.sourceLanguage;
  const all = await shared(glossaryOf, process.id, source);
  const { label, places } = await shared(placesOfTerms, process.id, source);
  const terms = termsWith(all, words);
  const page = pageAsked(url);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("translation:glossary.title"),
    source,
    words,
    isEmpty: all.length === 0,
    page,
    pages: Math.ceil(terms.length / perPage),
    mayWrite: (await glossaryLanguages(deps, process, actor, standing.organizer)).length > 0,
    terms: terms.slice((page - 1) * perPage, page * perPage).map(({ number, head, words: own }) => {
      const clauses = ownValue(places, String(number)) ?? [];
      const [first, ...others] = own.filter((one) => one.wanted.length + one.avoided.length > 0 || one.note);
      return {
        number,
        head,
        // The first word stands above already.
        words: first ? [{ ...first, wanted: first.wanted.slice(1) }, ...others] : [],
        places: { label, clauses: clauses.slice(0, mostPlaces), count: clauses.length },
      };
    }),
  };
});

/** Runs what one of those who write the glossary asked for; to others it is as if nothing were there. */
async function writing({ actor, deps, process, standing }: RouteContext<typeof inProcess, "signed-in">) {
  const may = await glossaryLanguages(deps, process, actor, standing.organizer);
  if (may.length === 0) throw refuse("not_found");
  return may;
}

async function readPasted(
  context: RouteContext<typeof inProcess, "signed-in">,
  input: ReturnType<typeof pastedSchema.parse>,
) {
  const may = await writing(context);
  return readPastedGlossary(input, context.process.sourceLanguage, may);
}

export const action = acts(inProcess, "speaker", {
  add: intent(newTermSchema, async (context, input) => {
    const { actor, deps, process } = context;
    const language = process.sourceLanguage;
    const words = { ...input, term: null, revision: 0, language };
    return saveWords(deps, actor, process, await writing(context), words);
  }),
  readPaste: preview(pastedSchema, async (context, input) =>
    previewedTable("readPaste", input, await readPasted(context, input), (row) => row),
  ),
  paste: intent(pastedSchema, async (context, input) => {
    const { actor, deps, process } = context;
    const read = await readPasted(context, input);
    if (read.problems.length > 0) return refusedTable("paste", input, read);
    return importGlossary(deps, actor, process, read.rows);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Glossary() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const { slug, process, source, terms, isEmpty, mayWrite, page, pages } = data;
  const base = `/p/${slug}`;
  const taken = useAnswer("paste");
  const table = useTableAnswer();
  const count = taken?.ok ? (taken.value as { count: number }).count : 0;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("translation:glossary.title")}
      </Crumbs>
      <h1>{t("translation:glossary.title")}</h1>
      <p className="lead">{t("translation:glossary.lead")}</p>
      {(["add", "readPaste", "paste"] as const).map((one) => (
        <Refused key={one} intent={one} />
      ))}
      <Saved intent="add">{t("common:saved")}</Saved>
      <Saved intent="paste">{t("translation:glossary.taken", { count })}</Saved>
      {isEmpty ? (
        <p className="section quiet">{t("translation:glossary.empty")}</p>
      ) : (
        <search>
          <Form method="get" action={inLanguage(language, `${base}/glossary`)} className="row section">
            <Field label={t("translation:glossary.search")}>
              <input type="search" name="q" defaultValue={data.words} maxLength={200} dir="auto" />
            </Field>
            <button type="submit" className="btn q">
              {t("translation:list.show")}
            </button>
          </Form>
        </search>
      )}
      {!isEmpty && terms.length === 0 && <p className="section quiet">{t("translation:glossary.none")}</p>}
      <ul className="clean section measure">
        {terms.map(({ number, head, words, places }) => (
          <li key={number} id={`t-${number}`}>
            <h2 className="h3">
              <PageLink to={`${base}/glossary/${number}`} lang={source} dir={directionOf(source)}>
                {head}
              </PageLink>
            </h2>
            <WordsByLanguage
              source={source}
              words={words.filter((one) => one.wanted.length + one.avoided.length > 0 || one.note !== "")}
            />
            <PlacesOfTerm base={base} places={places} />
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
      {!isEmpty && (
        <p className="section small">
          <a href={`${base}/glossary/glossary.csv`} download>
            {t("translation:glossary.file")}
          </a>
        </p>
      )}
      {mayWrite && (
        <section className="section no-print" aria-labelledby="write">
          <h2 id="write">{t("translation:glossary.write")}</h2>
          <details className="more" open={isEmpty}>
            <summary>{t("translation:glossary.add")}</summary>
            <PostForm>
              <WordsFields intent="add" language={source} isNeeded />
              <div className="actions">
                <Submit intent="add">{t("common:add")}</Submit>
              </div>
            </PostForm>
          </details>
          <details className="more" open={table.read !== undefined}>
            <summary>{t("translation:glossary.paste")}</summary>
            <PasteGlossary />
          </details>
        </section>
      )}
    </>
  );
}
