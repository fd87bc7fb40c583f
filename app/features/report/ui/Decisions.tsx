import { type GateShown, Gates } from "~/features/release/ui/Gates";
import { SnapshotList } from "~/features/release/ui/SnapshotList";
import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** The gates that the release was decided on, and every decision. */
export function Decisions({ data, base }: PartProps) {
  const { t } = useWords();
  return (
    <>
      {data.gates.length > 0 && (
        <section className="section" aria-labelledby="gates">
          <h2 id="gates">
            {data.decision ? (
              <PageLink to={`${base}/board/${data.decision.number}`}>{t("release:gatesThen")}</PageLink>
            ) : (
              <>
                {t("release:gatesOf")} <bdi>{data.shown?.label}</bdi>
              </>
            )}
          </h2>
          <Gates base={base} gates={data.gates as GateShown[]} groups={data.gateGroups} />
        </section>
      )}
      <section className="section" aria-labelledby="decisions">
        <h2 id="decisions">
          <PageLink to={`${base}/board`}>{t("release:snapshots")}</PageLink>
        </h2>
        <SnapshotList base={base} snapshots={data.snapshots} />
      </section>
    </>
  );
}
