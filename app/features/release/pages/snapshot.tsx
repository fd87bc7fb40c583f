import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { groupTitles, snapshotPage } from "~/features/release/services/boardPage.server";
import { findSnapshot } from "~/features/release/services/decide.server";
import { type GateShown, Gates } from "~/features/release/ui/Gates";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Html } from "~/ui/text/Html";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process }) => {
  const found = await findSnapshot(deps.db, process, params.snapshot);
  if (!found) throw refuse("not_found");
  return {
    slug: process.slug,
    sourceLanguage: process.sourceLanguage,
    process: localize(process.title, language),
    groups: await groupTitles(deps, process, language, found.snapshot.state),
    ...snapshotPage(found, language),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.meeting ?? ""} · Codraft` },
];

export default function Snapshot() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/board`}>{t("release:title")}</PageLink>
      </Crumbs>
      <h1>
        <bdi>{data.meeting}</bdi>
      </h1>
      <p className="lead">
        {t("release:asItWas")} <Moment at={data.takenAt} />
      </p>
      <p className="small quiet">
        <PageLink to={`${base}/drafts/${data.draft}`}>
          {t("discussion:drafts.title", { label: data.draft })}
        </PageLink>{" "}
        · <Hash value={data.state.draftHash} /> · {t("release:snapshotHash")} <Hash value={data.hash} />
      </p>
      <p>
        <EntryLink of="snapshot" name={data.number} />
      </p>
      {!data.isWhole && (
        <p className="notice bad" role="alert">
          {t("release:broken")}
        </p>
      )}
      <section className="section" aria-labelledby="decision">
        <h2 id="decision">{t("release:decisionTitle")}</h2>
        {data.decision ? (
          <article className="card measure">
            <p>
              <strong>{t(`release:decision.${data.decision.decision}`, { label: data.draft })}</strong>
            </p>
            <p className="small quiet">
              <bdi>{data.decision.decidedBy}</bdi> · <Day at={data.decision.decidedOn} />
              {data.recordedAt && (
                <>
                  {" "}
                  · {t("release:recorded")} <Moment at={data.recordedAt} />
                </>
              )}
            </p>
            {data.reasons && <Html html={data.reasons} language={data.sourceLanguage} />}
          </article>
        ) : (
          <p className="quiet">{t("release:undecided")}</p>
        )}
      </section>
      <section className="section" aria-labelledby="gates">
        <h2 id="gates">{t("release:gatesThen")}</h2>
        <Gates base={base} gates={data.gatesThen as GateShown[]} groups={data.groups} />
      </section>
    </>
  );
}
