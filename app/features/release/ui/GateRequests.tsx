import { SecondOrganizerSaid, type SecondOrganizerShown } from "~/features/confirmations/ui/ConfirmedActPage";
import { useWords } from "~/i18n";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { ChangedFacts, whatHappened } from "~/ui/text/ChangeList";
import { Moment } from "~/ui/text/Moment";
import { Content } from "~/ui/text/text";
import { type GateSaid, gateFacts } from "./gateFacts";

type Request = Omit<SecondOrganizerShown["waiting"][number], "fits"> & {
  readonly before: GateSaid | null;
  readonly after: GateSaid | null;
  readonly reason: string;
};
export type GateRequestsShown = Pick<SecondOrganizerShown, "isNew" | "hasOthers"> & {
  readonly requests: readonly Request[];
};

/** Changes of gates that one organizer asked for, as they would be; another confirms them, and who asked takes them back. */
export function GateRequests({ isNew, hasOthers, requests }: GateRequestsShown) {
  const words = useWords();
  const { t } = words;
  return (
    <section className="section" aria-labelledby="waiting">
      <h2 id="waiting">{t("release:manage.waiting")}</h2>
      <SecondOrganizerSaid second={{ waiting: [], isNew, hasOthers }} />
      <Refused intent="confirm" />
      <ol className="clean measure changes">
        {requests.map((one) => (
          <li key={one.id}>
            <p>
              <strong>
                {one.before ? (
                  <Content view={one.before.title} />
                ) : (
                  one.after && <Content view={one.after.title} />
                )}
              </strong>{" "}
              <span className="chip">{t(`common:changes.${whatHappened(one)}`)}</span>
            </p>
            <ChangedFacts facts={gateFacts(words, one)} reason={one.reason} />
            <p className="small quiet">
              <bdi>{one.by || t("common:changes.unnamed")}</bdi>
              <br />
              {t("confirmations:at")} <Moment at={one.at} />
              <br />
              {t("confirmations:until")} <Moment at={one.until} />
            </p>
            {one.isExpired && <p className="notice warn">{t("confirmations:expired")}</p>}
            <PostForm>
              <input type="hidden" name="asked" value={one.id} />
              {one.isOwn ? (
                <Submit intent="takeBack" kind="q mini">
                  {t("confirmations:takeBack")}
                </Submit>
              ) : (
                !one.isExpired &&
                !isNew && (
                  <Submit intent="confirm" kind="mini">
                    {t("confirmations:confirm", { act: t("confirmations:act.gates") })}
                  </Submit>
                )
              )}
            </PostForm>
          </li>
        ))}
      </ol>
    </section>
  );
}
