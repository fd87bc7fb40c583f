import { type BarRow, PositionKey, ResultBars } from "~/features/approvals/ui/ResultBars";
import { ResultTable } from "~/features/approvals/ui/ResultTable";
import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

/** Every counted approval of the version, and links to those of other versions. */
export function Approvals({ data, base }: PartProps) {
  const { t } = useWords();
  if (data.approvals.length + data.otherApprovals.length === 0) return null;
  const verdict = (isMet: boolean | null) =>
    isMet === null
      ? t("report:approvalOpen")
      : t(isMet ? "approvals:verdict.approved" : "approvals:verdict.notApproved");
  return (
    <section className="section" aria-labelledby="approvals">
      <h2 id="approvals">
        <PageLink to={`${base}/approvals`}>{t("approvals:title")}</PageLink>
      </h2>
      {data.approvals.length > 0 && <PositionKey />}
      {data.approvals.map((approval) => (
        <div key={approval.number}>
          <h3>
            <PageLink to={`${base}/approvals/${approval.number}`}>
              <Content view={approval.title} />
            </PageLink>
          </h3>
          <p>{verdict(approval.isMet)}</p>
          <ResultBars
            rows={approval.rows as BarRow[]}
            threshold={null}
            title={t("approvals:result.groups")}
          />
          <ResultTable
            rows={approval.rows as BarRow[]}
            title={t("approvals:result.groups")}
            what={t("approvals:table.group")}
            version={approval.version}
          />
        </div>
      ))}
      {data.otherApprovals.length > 0 && (
        <>
          <h3>{t("report:otherApprovals")}</h3>
          <ul className="clean">
            {data.otherApprovals.map((one) => (
              <li key={one.number}>
                <PageLink to={`${base}/approvals/${one.number}`}>
                  <Content view={one.title} />
                </PageLink>{" "}
                <span className="small quiet">
                  <bdi>{one.draft}</bdi> · {verdict(one.isMet)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
