import type { ReactNode } from "react";
import type { Data } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";

/** The parts of the report that there are, in their order. */
export function Contents({ data }: { data: Data }) {
  const { t } = useWords();
  const { approvals, drafts, gates, otherApprovals, results, shown, systems, townhalls } = data;
  const label = shown?.label ?? "";
  const gatesTitle = data.decision ? (
    t("release:gatesThen")
  ) : (
    <>
      {t("release:gatesOf")} <bdi>{label}</bdi>
    </>
  );
  const parts: readonly (readonly [id: string, isThere: boolean, title: ReactNode])[] = [
    ["time", data.drawn !== null, t("release:timeline.title")],
    ["people", data.people !== null, t("representation:title")],
    ["votes", results.length > 0, t("common:nav.votes")],
    ["townhalls", townhalls.length > 0, t("townhalls:list")],
    ["drafts", drafts.length > 0, t("common:nav.drafts")],
    ["systems", systems.length > 0, t("reviews:heldAgainst", { label })],
    ["approvals", approvals.length + otherApprovals.length > 0, t("approvals:title")],
    ["endorsements", data.endorsements !== null && shown !== null, t("endorsements:title")],
    ["gates", gates.length > 0, gatesTitle],
    ["decisions", true, t("release:snapshots")],
  ];
  return (
    <nav className="report-contents" aria-labelledby="contents">
      <h2 id="contents">{t("report:contents")}</h2>
      <ol>
        {parts.map(
          ([id, isThere, title]) =>
            isThere && (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ),
        )}
      </ol>
    </nav>
  );
}
