import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { activities } from "~/features/representation/domain/figures";
import { representationPage } from "~/features/representation/services/representationPage.server";
import { Figures } from "~/features/representation/ui/Figures";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "anyone", async ({ shared, language, process, standing, t, url }) => {
  const asked = url.searchParams.get("activity");
  const activity = activities.find((one) => one === asked) ?? "registered";
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("representation:title"),
    isMember: standing.participant || standing.organizer,
    activity,
    ...(await shared(representationPage, process, language, activity)),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function People() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        {t("representation:title")}
      </Crumbs>
      <h1>{t("representation:title")}</h1>
      <p className="lead">{t("representation:lead")}</p>
      <div className="actions">
        <PageLink to={`${base}/join`} className="btn">
          {t(data.isMember ? "representation:join.edit" : "representation:join.do")}
        </PageLink>
        <PageLink to={`${base}/calls`} className="btn q">
          {t("representation:calls.title")}
        </PageLink>
        <PageLink to={`${base}/thanks`} className="btn q">
          {t("representation:thanks.title")}
        </PageLink>
      </div>
      {data.snapshot ? (
        <Figures data={data} snapshot={data.snapshot} base={base} />
      ) : (
        <p className="section quiet measure">{t("representation:none")}</p>
      )}
    </>
  );
}
