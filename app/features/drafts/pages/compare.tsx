import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { draftLabel } from "~/features/drafts/contracts/drafts";
import type { Change } from "~/features/drafts/domain/compare";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { changeList, changeView } from "~/features/drafts/services/comparisonViews.server";
import { findDraft, listDrafts } from "~/features/drafts/services/findDraft.server";
import { ComparedChange } from "~/features/drafts/ui/ComparedChange";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { StepThrough } from "~/ui/keys/StepThrough";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

const perPage = 100;

export const loader = reads(
  inProcess,
  "anyone",
  async ({ deps, language, params, process, standing, url }) => {
    const [from, to] = await Promise.all([
      findDraft(deps, process, params.from, standing.organizer),
      findDraft(deps, process, params.to, standing.organizer),
    ]);
    if (!from || !to) throw refuse("not_found");
    const comparison = await compareDrafts(deps, from, to);
    const { changes } = comparison;
    const withKept = url.searchParams.get("show") === "all";
    const inColumns = url.searchParams.get("columns") === "2";
    const all = changeList(comparison);
    const isChanged = ({ kind, moved }: (typeof all)[number]) => kind !== "kept" || moved;
    const list = all.filter((one) => withKept || isChanged(one));
    const page = pageAsked(url);
    const versions = await listDrafts(deps, process, standing.organizer);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      sourceLanguage: process.sourceLanguage,
      from: from.label,
      to: to.label,
      labels: versions.map(({ label }) => label),
      changes: list
        .slice((page - 1) * perPage, page * perPage)
        .map((one) => ({ ...one, ...changeView(comparison, changes[one.at] as Change, inColumns) })),
      list: list.filter(isChanged).map(({ at, kind, moved, from: old, to: now }) => ({
        at,
        kind,
        moved,
        number: (now[0] ?? old[0]) as string,
        page: Math.floor(list.findIndex((one) => one.at === at) / perPage) + 1,
      })),
      pages: Math.ceil(list.length / perPage),
      page,
      kept: all.filter((one) => !isChanged(one)).length,
      withKept,
      inColumns,
    };
  },
);

export const action = acts(inProcess, "anyone", {
  choose: intent(z.strictObject({ from: draftLabel, to: draftLabel }), async ({ process, to }, chosen) =>
    redirect(to(`/p/${process.slug}/compare/${chosen.from}/${chosen.to}`)),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.from ?? ""} → ${data?.to ?? ""} · Codraft` },
];

export default function Compare() {
  const data = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = `/p/${data.slug}`;
  const here = `${base}/compare/${data.from}/${data.to}`;
  const address = (change: Record<string, string>) => {
    const search = new URLSearchParams({
      ...(data.inColumns ? { columns: "2" } : {}),
      ...(data.withKept ? { show: "all" } : {}),
      ...change,
    });
    for (const [name, value] of [...search]) if (value === "") search.delete(name);
    return search.size > 0 ? `${here}?${search}` : here;
  };
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/drafts`}>{t("drafts:list.title")}</PageLink> › {t("drafts:compare.title")}
      </Crumbs>
      <h1>
        <bdi dir="ltr">
          {data.from} → {data.to}
        </bdi>
      </h1>
      <p className="lead">
        {data.list.length === 0 ? t("drafts:compare.same") : t("drafts:compare.lead", { count: data.kept })}
      </p>
      <PostForm action={inLanguage(language, here)} className="actions no-print">
        <label>
          {t("drafts:compare.from")}{" "}
          <select name="from" defaultValue={data.from}>
            {data.labels.map((label) => (
              <option key={label}>{label}</option>
            ))}
          </select>
        </label>
        <label>
          {t("drafts:compare.to")}{" "}
          <select name="to" defaultValue={data.to}>
            {data.labels.map((label) => (
              <option key={label}>{label}</option>
            ))}
          </select>
        </label>
        <button type="submit" name="intent" value="choose" className="btn q mini">
          {t("drafts:compare.do")}
        </button>
      </PostForm>
      <p className="small no-print">
        <PageLink to={address({ columns: data.inColumns ? "" : "2" })}>
          {data.inColumns ? t("drafts:compare.oneColumn") : t("drafts:compare.twoColumns")}
        </PageLink>{" "}
        ·{" "}
        <PageLink to={address({ show: data.withKept ? "" : "all" })}>
          {data.withKept ? t("drafts:compare.changesOnly") : t("drafts:compare.showAll")}
        </PageLink>{" "}
        ·{" "}
        <a href={`${here}/comparison.md`} download>
          {t("drafts:markdown")}
        </a>{" "}
        ·{" "}
        <a href={`${here}/comparison.docx`} download>
          {t("drafts:files.tracked")}
        </a>
      </p>
      <div className="cols section">
        <div>
          {data.changes.map((change) => (
            <ComparedChange
              key={change.at}
              change={change}
              to={`${base}/drafts/${change.to.length > 0 ? data.to : data.from}/clauses/${change.clause}`}
              language={data.sourceLanguage}
            />
          ))}
          <Pager page={data.page} pages={data.pages} to={(page) => address({ page: String(page) })} />
        </div>
        {data.list.length > 0 && (
          <aside className="no-print">
            <nav className="note" aria-labelledby="jump">
              <h2 id="jump">{t("drafts:compare.jump")}</h2>
              <p className="row">
                <StepThrough
                  of=".change"
                  previous={t("drafts:compare.previous")}
                  next={t("drafts:compare.next")}
                />
              </p>
              <ol className="clean jump">
                {data.list.slice(0, 400).map(({ at, kind, moved, number, page }) => (
                  <li key={at}>
                    <PageLink to={`${address({ page: page > 1 ? String(page) : "" })}#change-${at}`}>
                      {number} {t(`drafts:change.${kind === "kept" && moved ? "moved" : kind}`)}
                    </PageLink>
                  </li>
                ))}
              </ol>
            </nav>
          </aside>
        )}
      </div>
    </>
  );
}
