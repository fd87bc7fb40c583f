import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { inProcess } from "~/features/membership/registrations/place.server";
import { readAsked } from "~/features/search/domain/asked";
import { searchAsMeant, searchProcess } from "~/features/search/services/search.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { contentLanguage, day, line, wholeFrom } from "~/kernel/fields";
import { directionOf } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { namedLanguage } from "~/kernel/language/namedLanguage";
import { cut } from "~/kernel/text/cut";
import { searchKinds } from "~/kernel/text/searchConfigs";
import { Field } from "~/ui/forms/forms";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { WrittenOptions } from "~/ui/forms/options";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

/** Of what is ranked, so many pages are shown. */
const lastPage = 15;
/** Letters of what is looked for; what is longer is cut. */
const longest = 200;

const asked = {
  q: line(longest).catch(""),
  kind: z.enum(searchKinds).optional().catch(undefined),
  language: contentLanguage.optional().catch(undefined),
  since: day.optional().catch(undefined),
  until: day.optional().catch(undefined),
  by: line(80).optional().catch(undefined),
  /** Asked for as it is written, whatever it finds. */
  as: z.literal("written").optional().catch(undefined),
  page: wholeFrom(1, lastPage).catch(1),
};

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, t, url }) => {
  const given = (name: string) => url.searchParams.get(name) || undefined;
  const text = asked.q.parse(cut(given("q") ?? "", longest));
  const filter = {
    kind: asked.kind.parse(given("kind")),
    language: asked.language.parse(namedLanguage(given("language:other") ?? "") ?? given("language")),
    since: asked.since.parse(given("since")),
    until: asked.until.parse(given("until")),
    by: asked.by.parse(given("by")),
  };
  const page = asked.page.parse(given("page") ?? 1);
  const isAsWritten = page > 1 || asked.as.parse(given("as")) !== undefined;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("search:title"),
    text,
    filter,
    page,
    isNothing: readAsked(text).length === 0,
    ...(isAsWritten
      ? { ...(await searchProcess(deps, process, text, filter, page)), corrected: null }
      : await searchAsMeant(deps, process, text, filter)),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Codraft` },
  { name: "robots", content: "noindex" },
];

export default function Search() {
  const { slug, process, title, text, filter, page, isNothing, hits, hasMore, corrected } =
    useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${slug}`;
  const to = (more: Readonly<Record<string, string>>) =>
    `${base}/search?${new URLSearchParams(
      Object.entries({ q: corrected ?? text, ...filter, ...more }).flatMap(([name, value]) =>
        value ? [[name, value] as [string, string]] : [],
      ),
    )}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/threads`}>{t("discussion:threads.title")}</PageLink>
      </Crumbs>
      <h1>{title}</h1>
      <search>
        <Form
          method="get"
          action={inLanguage(language, `${base}/search`)}
          className="note section"
          key={text}
        >
          <Field label={t("discussion:threads.search.label")} hint={t("search:hint")}>
            <input type="search" name="q" defaultValue={text} maxLength={longest} dir="auto" required />
          </Field>
          <div className="row">
            <Field label={t("search:kind")}>
              <select name="kind" defaultValue={filter.kind ?? ""}>
                <option value="">{t("discussion:comments.filter.all")}</option>
                {searchKinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`search:in.${kind}`)}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t("common:search.language")}>
              <select name="language" defaultValue={filter.language ?? ""}>
                <option value="">{t("discussion:comments.filter.all")}</option>
                <WrittenOptions {...(filter.language ? { also: filter.language } : {})} />
              </select>
            </Field>
            <OtherLanguage />
          </div>
          <div className="row">
            <Field label={t("search:since")}>
              <input type="date" name="since" defaultValue={filter.since ?? ""} />
            </Field>
            <Field label={t("search:until")}>
              <input type="date" name="until" defaultValue={filter.until ?? ""} />
            </Field>
          </div>
          <Field label={t("search:by")} hint={t("search:byHint")}>
            <input name="by" defaultValue={filter.by ?? ""} maxLength={80} dir="auto" />
          </Field>
          <div className="actions">
            <button type="submit" className="btn">
              {t("discussion:threads.search.do")}
            </button>
          </div>
        </Form>
      </search>
      {text !== "" && hits.length === 0 && (
        <p className="section quiet">{t(isNothing ? "search:nothing" : "search:none")}</p>
      )}
      {corrected !== null && (
        <p className="section">
          {t("search:resultsFor", { words: corrected })}{" "}
          <PageLink to={to({ q: text, as: "written" })}>{t("search:asWritten", { words: text })}</PageLink>
        </p>
      )}
      <ol className="hits section measure" start={(page - 1) * 20 + 1}>
        {hits.map((hit) => (
          <li key={`${hit.kind} ${hit.path} ${hit.language}`}>
            <p>
              <PageLink to={hit.path}>
                {t(`search:in.${hit.kind}`)} <bdi>{hit.name}</bdi>
              </PageLink>{" "}
              <span className="quiet small">
                · <Day at={hit.at} />
              </span>
            </p>
            <p lang={hit.language} dir={directionOf(hit.language)} className="hit-passage">
              {hit.passage.map((piece, at) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text in their order
                at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece,
              )}
            </p>
          </li>
        ))}
      </ol>
      {hasMore && page === lastPage && <p className="quiet">{t("search:more")}</p>}
      <p className="actions">
        {page > 1 && (
          <PageLink to={to({ page: String(page - 1) })} className="btn q mini">
            {t("common:pages.previous")}
          </PageLink>
        )}
        {hasMore && page < lastPage && (
          <PageLink to={to({ page: String(page + 1) })} className="btn q mini">
            {t("common:pages.next")}
          </PageLink>
        )}
      </p>
    </>
  );
}
