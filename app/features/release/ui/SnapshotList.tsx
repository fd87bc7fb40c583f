import { useWords } from "~/i18n";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

export type SnapshotShown = {
  readonly number: number;
  readonly draft: string;
  readonly meeting: string;
  readonly takenAt: Date | string;
  readonly hash: string;
  readonly met: number;
  readonly gates: number;
  readonly decision: {
    readonly decision: "approved" | "sent-back";
    readonly decidedBy: string;
    readonly decidedOn: string;
  } | null;
};

/** Snapshots for meetings, each with what was decided on it. */
export function SnapshotList({ base, snapshots }: { base: string; snapshots: readonly SnapshotShown[] }) {
  const { t } = useWords();
  if (snapshots.length === 0) return <p className="quiet">{t("release:noSnapshots")}</p>;
  return (
    <ul className="clean measure">
      {snapshots.map((one) => (
        <li key={one.number}>
          <PageLink to={`${base}/board/${one.number}`}>
            <strong>
              <bdi>{one.meeting}</bdi>
            </strong>
          </PageLink>{" "}
          · <bdi>{one.draft}</bdi>
          <br />
          <span className="small quiet">
            <Day at={one.takenAt} /> · {t("release:metOf", { met: one.met, gates: one.gates })} ·{" "}
            <Hash value={one.hash} />
          </span>
          <br />
          {one.decision ? (
            <span className="small">
              <strong>{t(`release:decision.${one.decision.decision}`, { label: one.draft })}</strong> ·{" "}
              <bdi>{one.decision.decidedBy}</bdi> · <Day at={one.decision.decidedOn} />
            </span>
          ) : (
            <span className="small quiet">{t("release:undecided")}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
