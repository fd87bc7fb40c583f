import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { processReport } from "~/features/report/services/report.server";
import { Approvals } from "~/features/report/ui/Approvals";
import { Contents } from "~/features/report/ui/contents/Contents";
import { Decisions } from "~/features/report/ui/Decisions";
import { Endorsements } from "~/features/report/ui/Endorsements";
import { Figures } from "~/features/report/ui/Figures";
import { People } from "~/features/report/ui/People";
import { Results } from "~/features/report/ui/Results";
import { Standing } from "~/features/report/ui/Standing";
import { Systems } from "~/features/report/ui/Systems";
import { Time } from "~/features/report/ui/Time";
import { Townhalls } from "~/features/report/ui/Townhalls";
import { Versions } from "~/features/report/ui/Versions";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { today } from "~/platform/clock.server";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "anyone", async ({ deps, language, process, shared, t }) => {
  return {
    slug: process.slug,
    process: localize(process.title, language),
    summary: localize(process.summary, language),
    title: t("release:report.title"),
    origin: deps.settings.origin,
    madeOn: today(deps),
    ...(await shared(processReport, process, language)),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · ${data?.process.text ?? ""} · Codraft` },
];

/** From start to release on one page, in the order of what happened; to be printed as it is. */
export default function Report() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <div className="report">
      <Crumbs base={base} process={data.process}>
        {t("release:report.title")}
      </Crumbs>
      <h1>
        <Labelled label={t("release:report.title")}>
          <Content view={data.process} />
        </Labelled>
      </h1>
      <p className="lead">
        <Content view={data.summary} />
      </p>
      <Standing data={data} base={base} />
      <Contents data={data} />
      <Figures data={data} />
      <Time data={data} base={base} />
      <People data={data} base={base} />
      <Results data={data} base={base} />
      <Townhalls data={data} base={base} />
      <Versions data={data} base={base} />
      <Systems data={data} base={base} />
      <Approvals data={data} base={base} />
      <Endorsements data={data} base={base} />
      <Decisions data={data} base={base} />
      <p className="section">
        <PageLink to={`${base}/thanks`}>{t("representation:thanks.title")}</PageLink>
      </p>
    </div>
  );
}
