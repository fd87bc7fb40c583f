import type { MetaFunction } from "@remix-run/node";
import { useLoaderData, useRevalidator } from "@remix-run/react";
import { z } from "zod";
import { reviewRowSchema } from "~/features/reviews/contracts/reviews";
import { confirmedReview, saveReviewed } from "~/features/reviews/intents/reviewIntents.server";
import { onSystem } from "~/features/reviews/registrations/place.server";
import { ownCells } from "~/features/reviews/services/cells/ownCells.server";
import { readReviewFile } from "~/features/reviews/services/cells/reviewFiles.server";
import {
  newestPublished,
  reviewedVersions,
  versionsReviewed,
} from "~/features/reviews/services/reviewedVersions.server";
import { importCells } from "~/features/reviews/services/saveCells.server";
import { reviewTerms } from "~/features/reviews/services/systemPage.server";
import { ReviewRow, type RowCriteria } from "~/features/reviews/ui/ReviewRow";
import type { Row } from "~/features/reviews/ui/savedRow";
import { acts, intent, refusedLines } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import type { LineProblem } from "~/kernel/csv/lines";
import { pastedSchema } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onSystem, "signed-in", async (context) => {
  const { deps, language, process, shared, system, url } = context;
  const review = await confirmedReview(context);
  const all = await shared(versionsReviewed, process);
  const published = all.filter(({ draft }) => draft.state !== "working");
  const wanted = url.searchParams.get("draft");
  const at = wanted ? published.find(({ draft }) => draft.label === wanted) : newestPublished(published);
  if (!at) throw refuse("not_found");
  const [{ criteria, names, listed }, cells] = await Promise.all([
    shared(reviewTerms, process, language),
    ownCells(deps, review, at, all),
  ]);
  const descriptions = new Map(
    listed.map(({ key, description }) => [key, localize(description, language).text]),
  );
  return {
    slug: process.slug,
    process: localize(process.title, language),
    key: system.key,
    name: system.name,
    review: review.id,
    draft: at.draft.label,
    affiliated: review.affiliated,
    criteria: criteria.map(({ key, title }) => ({ key, title: localize(title, language).text })),
    rows: at.version.items.map(({ component, framework }) => {
      const { isCarried, isMixed, ...stored } = cells.rowOf(component);
      return {
        component,
        title: ownValue(names.components, component) ?? component,
        about: [descriptions.get(component), framework].filter(Boolean).join(" · "),
        isCarried,
        isMixed,
        stored,
      };
    }),
    left: cells.left(criteria.map(({ key }) => key)),
  };
});

const importSchema = z.strictObject({ ...pastedSchema.shape, draft: z.string().max(40) });

export const action = acts(onSystem, "signed-in", {
  save: intent(reviewRowSchema, saveReviewed),
  import: intent(importSchema, async (context, { csv, draft }) => {
    await confirmedReview(context);
    const { actor, deps, process, system } = context;
    const at = (await reviewedVersions(deps.db, process)).find((one) => one.draft.label === draft);
    if (!at || at.draft.state === "working") return { ok: false, error: { code: "not_found" } };
    const read = await readReviewFile(deps, process, at, csv);
    if (!read.ok) return refusedLines("import", read.error.problems, { typed: { csv } });
    return importCells(deps, actor, process, system, draft, read.value);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? ""} · Codraft` }];

export default function Review() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const answer = usePosted<{ problems?: LineProblem[]; typed?: Record<string, string> }>();
  const problems = answer?.problems ?? [];
  const typed = answer?.typed ?? {};
  const { revalidate } = useRevalidator();
  const base = `/p/${data.slug}`;
  const here = `${base}/systems/${data.key}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/systems`}>{t("reviews:title")}</PageLink> ›{" "}
        <PageLink to={here}>
          <bdi>{data.name}</bdi>
        </PageLink>
      </Crumbs>
      <h1>
        {t("reviews:form.title")} <bdi>{data.name}</bdi>
      </h1>
      <p className="lead">{t("reviews:form.lead", { label: data.draft })}</p>
      <p className="small quiet">
        {t("reviews:form.left", { count: data.left })}
        {data.affiliated && <> · {t("reviews:form.affiliated")}</>}
      </p>
      <Refused intent="save" />
      <Saved intent="save">{t("common:saved")}</Saved>
      {data.rows.length === 0 && <p className="section quiet">{t("reviews:form.nothingAsked")}</p>}
      {data.rows.map((row) => (
        <ReviewRow
          key={`${data.draft} ${row.component}`}
          address={inLanguage(language, `${here}/review/save`)}
          place={data.review}
          draft={data.draft}
          criteria={data.criteria}
          typed={typed.component === row.component ? rowTyped(typed, data.criteria) : undefined}
          taken={revalidate}
          {...row}
        />
      ))}
      <section className="section measure" aria-labelledby="file">
        <h2 id="file">{t("reviews:form.file")}</h2>
        <p>{t("reviews:form.fileLead")}</p>
        <p>
          <a
            href={inLanguage(language, `${here}/files/own.csv?draft=${encodeURIComponent(data.draft)}`)}
            download
          >
            own.csv
          </a>
        </p>
        <Refused intent="import" />
        <Saved intent="import">{t("reviews:form.imported")}</Saved>
        <LineProblems problems={problems as LineProblem[]} />
        <PostForm>
          <input type="hidden" name="draft" value={data.draft} />
          <Field label={t("reviews:form.csv")} of={["import", "csv"]}>
            <LongText
              name="csv"
              className="code"
              required
              defaultValue={typed.csv ?? ""}
              placeholder="component,criterion,value,url,note"
            />
          </Field>
          <div className="actions">
            <Submit intent="import" kind="q">
              {t("reviews:form.import")}
            </Submit>
          </div>
        </PostForm>
      </section>
    </>
  );
}

/** What a form without a script sent in vain. */
const rowTyped = (typed: Readonly<Record<string, string>>, criteria: RowCriteria): Row => ({
  values: Object.fromEntries(criteria.map(({ key }) => [key, ownValue(typed, `values.${key}`) ?? ""])),
  url: typed.url ?? "",
  note: typed.note ?? "",
});
