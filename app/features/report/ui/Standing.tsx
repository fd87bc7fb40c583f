import type { PartProps } from "~/features/report/ui/parts";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Hash } from "~/ui/text/text";

/** Which version it is of, by which decision, and of when its figures are. */
export function Standing({ data, base }: PartProps) {
  const { t } = useWords();
  const { shown } = data;
  const { decision } = data.decision ?? {};
  return (
    <>
      {shown && (
        <p className="notice measure">
          <PageLink to={`${base}/drafts/${shown.label}`}>
            {t("discussion:drafts.title", { label: shown.label })}
          </PageLink>{" "}
          ({t(`drafts:state.${shown.state}`)}) <Hash value={shown.hash} />
          <br />
          {data.decision && decision ? (
            <Labelled
              label={
                <PageLink to={`${base}/board/${data.decision.number}`}>
                  {t("release:decision.approved", { label: shown.label })}
                </PageLink>
              }
            >
              <bdi>{decision.decidedBy}</bdi> · <Day at={decision.decidedOn} />
            </Labelled>
          ) : (
            t("report:noDecision")
          )}
        </p>
      )}
      <p className="small quiet">
        {data.from && (
          <>
            <Day at={data.from} /> – <Day at={data.madeOn} />.
            <br />
          </>
        )}
        {t("report:asOf")} <Day at={data.madeOn} />.
      </p>
      <p className="small quiet print-only">
        {t("report:addresses")} <bdi>{data.origin}</bdi>
      </p>
    </>
  );
}
