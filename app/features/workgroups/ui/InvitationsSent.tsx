import { useWords } from "~/i18n";

type Sent = {
  readonly sent?: number;
  readonly waiting?: number;
  readonly passedOver?: number;
  readonly undelivered?: number;
};

/** What became of invitations that were sent just now. */
export function InvitationsSent({ sent }: { sent: Sent }) {
  const { t } = useWords();
  return (
    <p className="notice" role="status" data-answer="">
      {sent.waiting
        ? t("workgroups:people.waiting", { count: sent.waiting })
        : t("workgroups:people.sent", { count: sent.sent ?? 0 })}{" "}
      {(sent.passedOver ?? 0) > 0 && t("workgroups:people.passedOver", { count: sent.passedOver })}{" "}
      {(sent.undelivered ?? 0) > 0 && t("workgroups:people.undelivered", { count: sent.undelivered })}
    </p>
  );
}
