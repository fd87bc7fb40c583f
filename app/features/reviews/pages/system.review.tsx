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
import { ReviewRow, type Row, type RowCriteria } from "~/features/reviews/ui/ReviewRow";
import { PasteReview } from "~/features/reviews/ui/system/PasteReview";
import { acts, intent, preview, previewedTable, refusedTable } from "~/http/action.server";
import { type RouteContext, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { pastedSchema } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { Refused, Saved } from "~/ui/forms/forms";
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

/** Columns whose unknown words the reviewer is asked about. */
const asked = ["component", "criterion", "value"] as const;

/** A pasted review, read with the terms of its version; null where that is none to review. */
async function readPasted(
  context: RouteContext<typeof onSystem, "signed-in">,
  input: z.infer<typeof importSchema>,
) {
  await confirmedReview(context);
  const { deps, process } = context;
  const at = (await reviewedVersions(deps.db, process)).find(({ draft }) => draft.label === input.draft);
  if (!at || at.draft.state === "working") return null;
  return readReviewFile(deps, process, at, input.csv, input);
}

export const action = acts(onSystem, "speaker", {
  save: intent(reviewRowSchema, saveReviewed),
  read: preview(importSchema, async (context, input) => {
    const read = await readPasted(context, input);
    if (!read) return { ok: false, error: { code: "not_found" } };
    const shown = ({ line, component, criterion, value }: (typeof read.rows)[number]) => ({
      line,
      component,
      criterion,
      value,
    });
    return previewedTable("read", input, read, shown, asked);
  }),
  import: intent(importSchema, async (context, input) => {
    const { actor, deps, process, system } = context;
    const read = await readPasted(context, input);
    if (!read) return { ok: false, error: { code: "not_found" } };
    if (read.problems.length > 0) return refusedTable("import", input, read, asked);
    const cells = read.rows.map(({ line: _, ...cell }) => cell);
    return importCells(deps, actor, process, system, { draft: input.draft, cells });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? ""} · Codraft` }];

export default function Review() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const typed = usePosted<{ typed?: Record<string, string> }>()?.typed ?? {};
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
        <Refused intent="read" />
        <Refused intent="import" />
        <Saved intent="import">{t("reviews:form.imported")}</Saved>
        <PasteReview draft={data.draft} criteria={data.criteria} components={data.rows} />
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
