import { useWords } from "~/i18n";
import { ActPage, type ActPageProps } from "~/ui/forms/ActPage";
import { Refused, Submit } from "~/ui/forms/forms";
import { Moment } from "~/ui/text/Moment";

type Waiting = {
  readonly id: string;
  readonly isOwn: boolean;
  readonly by: string;
  readonly at: Date | string;
  readonly until: Date | string;
  readonly isExpired: boolean;
  readonly fits: boolean;
};
export type SecondOrganizerShown = {
  readonly waiting: readonly Waiting[];
  readonly isNew: boolean;
  readonly hasOthers: boolean;
};

type Props = ActPageProps & { readonly second: SecondOrganizerShown | null };

/** Which requests whoever looks can confirm, and which is theirs. */
export function requestsFor(second: SecondOrganizerShown) {
  const open = second.waiting.filter(({ fits, isExpired }) => fits && !isExpired);
  return {
    toConfirm: second.isNew ? undefined : open.find(({ isOwn }) => !isOwn),
    own: open.find(({ isOwn }) => isOwn),
  };
}

/**
 * The page of an act that a plan may want two organizers for: one asks for it on it, another confirms on it exactly what was asked
 * for, and who asked takes it back on it. Where one suffices (`second` is null) it is the page of the act alone.
 */
export function ConfirmedActPage({ second, children, ...page }: Props) {
  const { t } = useWords();
  if (!second) return <ActPage {...page}>{children}</ActPage>;
  const { toConfirm, own } = requestsFor(second);
  const mayAsk = !toConfirm && !own && !second.isNew && second.hasOthers;
  const asked = toConfirm ?? own;
  return (
    <ActPage
      {...page}
      said={<SecondOrganizerSaid second={second} />}
      buttons={
        <>
          {asked && <input type="hidden" name="asked" value={asked.id} />}
          {toConfirm && (
            <Submit intent={page.intent} kind="main">
              {t("confirmations:confirm", { act: page.button })}
            </Submit>
          )}
          {!toConfirm && own && (
            <Submit intent="takeBack" kind="q">
              {t("confirmations:takeBack")}
            </Submit>
          )}
          {mayAsk && (
            <Submit intent="ask" kind="main">
              {t("confirmations:ask")}
            </Submit>
          )}
        </>
      }
    >
      {mayAsk && children}
    </ActPage>
  );
}

/** How it stands about the second organizer. */
export function SecondOrganizerSaid({ second }: { readonly second: SecondOrganizerShown }) {
  const { t } = useWords();
  const { toConfirm, own } = requestsFor(second);
  const open = second.waiting.filter(({ isExpired }) => !isExpired);
  const request = toConfirm ?? own ?? open.find(({ fits }) => fits);
  const said = toConfirm
    ? toConfirm.by === ""
      ? t("confirmations:unnamed")
      : t("confirmations:asked", { name: toConfirm.by })
    : t(own ? "confirmations:own" : "confirmations:others");
  return (
    <>
      <Refused intent="ask" />
      <Refused intent="takeBack" />
      <div className="notice measure">
        <p>{t("confirmations:lead")}</p>
        {request && (
          <>
            <p>
              <strong>{said}</strong>
            </p>
            <p className="small">
              {t("confirmations:at")} <Moment at={request.at} />
              <br />
              {t("confirmations:until")} <Moment at={request.until} />
            </p>
          </>
        )}
      </div>
      {!request && open.length > 0 && <p className="notice warn measure">{t("confirmations:changed")}</p>}
      {!request && open.length === 0 && second.waiting.length > 0 && (
        <p className="notice warn measure">{t("confirmations:expired")}</p>
      )}
      {second.isNew && <p className="notice warn measure">{t("confirmations:isNew")}</p>}
      {!second.isNew && !second.hasOthers && (
        <p className="notice warn measure">{t("confirmations:alone")}</p>
      )}
    </>
  );
}
