import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { failedMails } from "~/features/notices/services/failedMails.server";
import { FailedMails } from "~/features/overview/ui/FailedMails";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { isAuditName } from "~/registries/audit";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, process, t, url }) => {
  const before = url.searchParams.get("before");
  const { lines, next } = await readAudit(deps, process.id, before);
  return {
    title: t("processes:manage.nav.audit"),
    slug: process.slug,
    failed: await failedMails(deps, process),
    lines: lines.map((line) => ({ ...line, act: isAuditName(line.action) ? line.action : null })),
    next,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Audit() {
  const { slug, failed, lines, next } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("processes:manage.nav.audit")}</h1>
      <p className="lead">{t("overview:auditLead")}</p>
      <FailedMails failed={failed} />
      <Scroll label={t("processes:manage.nav.audit")}>
        <table>
          <TableHead columns={[t("overview:auditWhen"), t("overview:auditWho"), t("overview:auditWhat")]} />
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <td>
                  <Moment at={line.at} />
                </td>
                <td>
                  <bdi>{line.who ?? t("overview:auditSystem")}</bdi>
                </td>
                <td>
                  {line.act ? t(`overview:audit.${line.act}`) : line.action}{" "}
                  <bdi className="quiet">{line.subject}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {next && (
        <p>
          <PageLink to={`/p/${slug}/manage/audit?before=${encodeURIComponent(next)}`}>
            {t("overview:auditOlder")}
          </PageLink>
        </p>
      )}
    </>
  );
}
