import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { findChecklist } from "~/features/checklists/services/checklists.server";
import { checklistRows } from "~/features/drafts/services/heldChecklist.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { BandMark } from "~/features/rules/ui/bands";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { StackedTable } from "~/ui/table/StackedTable";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process, standing }) => {
  const found = await findChecklist(deps, process, params.checklist, standing.organizer);
  if (!found) throw refuse("not_found");
  const { checklist, compilation, draft } = found;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    // Organizers see more than is public.
    committed: (draft ? draft.state !== "working" : compilation?.publishedAt) ? checklist.id : null,
    draftLabel: checklist.draftLabel,
    draft: draft?.label ?? null,
    rows: checklistRows(checklist, compilation).filter(
      ({ level, verdict }) => level !== "none" || verdict === "deviates",
    ),
    reasons: checklist.reasons,
    compilation: compilation?.number ?? null,
    names: await resultNames(deps, process, language),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.draftLabel ?? ""} · Codraft` },
];

export default function Checklist() {
  const { committed, slug, process, draftLabel, draft, rows, reasons, compilation, names } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/drafts`}>{t("drafts:list.title")}</PageLink>
        {draft && (
          <>
            {" "}
            ›{" "}
            <PageLink to={`${base}/drafts/${draft}`}>
              <bdi>{draft}</bdi>
            </PageLink>
          </>
        )}
      </Crumbs>
      <h1>
        {t("results:checklist.title")} <bdi>{draftLabel}</bdi>
      </h1>
      <p className="lead">
        {compilation === null ? (
          t("checklists:noVotes")
        ) : (
          <>
            {t("checklists:lead")}{" "}
            <PageLink to={`${base}/results/${compilation}`}>
              {t("results:number", { number: compilation })}
            </PageLink>
          </>
        )}
      </p>
      {rows.length === 0 && <p className="section quiet">{t("checklists:empty")}</p>}
      {rows.length > 0 && (
        <StackedTable
          label={t("results:checklist.title")}
          columns={[
            t("results:table.component"),
            t("checklists:recommended"),
            t("checklists:level"),
            t("checklists:framework"),
            t("checklists:verdict"),
          ]}
          rows={rows.map(({ component, band, fragile, level, item, verdict }) => ({
            key: component,
            id: component,
            head: (
              <>
                {ownValue(names.components, component) ?? component}
                {item?.note && (
                  <p className="quiet small">
                    <bdi>{item.note}</bdi>
                  </p>
                )}
              </>
            ),
            cells: [
              <Fragment key="recommended">
                {band ? <BandMark band={band} /> : <span className="quiet">—</span>}
                {fragile && <span className="frag"> ◐ {t("checklists:fragile")}</span>}
              </Fragment>,
              t(`drafts:level.${level}`),
              item?.framework || (
                <span key="framework" className="quiet">
                  {t("checklists:noFramework")}
                </span>
              ),
              <Fragment key="verdict">
                <span className={`verdict verdict-${verdict}`}>
                  {t(`checklists:compile.verdict.${verdict}`)}
                </span>
                {ownValue(reasons, component) && (
                  <p className="small" dir="auto">
                    {ownValue(reasons, component)}
                  </p>
                )}
              </Fragment>,
            ],
          }))}
        />
      )}
      {committed && (
        <p>
          <EntryLink of="checklists" name={committed} />
        </p>
      )}
    </>
  );
}
