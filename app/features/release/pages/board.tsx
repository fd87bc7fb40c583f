import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { boardPage } from "~/features/release/services/boardPage.server";
import { gateChanges } from "~/features/release/services/gates.server";
import { GateChanges } from "~/features/release/ui/GateChanges";
import { type GateShown, Gates } from "~/features/release/ui/Gates";
import { SnapshotList } from "~/features/release/ui/SnapshotList";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ language, process, shared, standing, t, url }) => {
  const [page, changes] = await Promise.all([
    shared(boardPage, process, language, url.searchParams.get("draft")),
    shared(gateChanges, process, language, pageAsked(url, "changes")),
  ]);
  if (!page) throw refuse("not_found");
  const { draft, ...rest } = page;
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("release:title"),
    isOrganizer: standing.organizer,
    changes,
    ...rest,
    draft: draft && { label: draft.label, hash: draft.textHash ?? "", state: draft.state },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Board() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  const open = data.gates.filter(({ isMet }) => !isMet).length;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("release:title")}
      </Crumbs>
      <h1>{t("release:title")}</h1>
      <p className="lead">{t("release:lead")}</p>
      {!data.draft && <p className="section quiet">{t("release:noDraft")}</p>}
      {data.draft && (
        <section className="section" aria-labelledby="gates">
          <h2 id="gates">
            {t("release:gatesOf")} <bdi>{data.draft.label}</bdi>
          </h2>
          {data.drafts.length > 1 && (
            <form method="get" className="row">
              <label className="field">
                <span>{t("release:otherDraft")}</span>
                <select name="draft" defaultValue={data.draft.label}>
                  {data.drafts.map((label) => (
                    <option key={label}>{label}</option>
                  ))}
                </select>
              </label>
              <button type="submit" className="btn q mini">
                {t("release:show")}
              </button>
            </form>
          )}
          <p className={`notice measure ${open > 0 ? "warn" : ""}`} role="status">
            {data.draft.state === "final"
              ? t("release:isFinal")
              : data.gates.length > 0 &&
                (open > 0 ? t("release:open", { count: open }) : t("release:allMet"))}
            {data.gates.length === 0 && data.draft.state !== "final" && t("release:noGates")}
          </p>
          <p className="small quiet">
            {t("release:computed")} <Day at={data.state?.day ?? ""} /> · <Hash value={data.draft.hash} />
          </p>
          {data.gates.length > 0 && (
            <Gates base={base} gates={data.gates as GateShown[]} groups={data.groups} isLive />
          )}
        </section>
      )}
      <GateChanges changes={data.changes} />
      <section className="section" aria-labelledby="snapshots">
        <h2 id="snapshots">{t("release:snapshots")}</h2>
        <p className="quiet measure">{t("release:snapshotsLead")}</p>
        <SnapshotList base={base} snapshots={data.snapshots} />
      </section>
      <section className="section" aria-labelledby="more">
        <h2 id="more">{t("release:more")}</h2>
        <ul className="clean">
          <li>
            <PageLink to={`${base}/timeline`}>{t("release:timeline.title")}</PageLink>
          </li>
          <li>
            <PageLink to={`${base}/report`}>{t("release:report.title")}</PageLink>
          </li>
          {data.isOrganizer && (
            <li>
              <PageLink to={`${base}/manage/release`}>{t("release:manage.title")}</PageLink>
            </li>
          )}
        </ul>
      </section>
    </>
  );
}
