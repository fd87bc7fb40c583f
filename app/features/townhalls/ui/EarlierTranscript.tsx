import { useWords } from "~/i18n";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  readonly here: string;
  readonly version: number;
  readonly newest: number;
  readonly withdrawn: { readonly at: Date; readonly reason: string } | null;
  readonly mayWithdraw: boolean;
};

/** Above an earlier version of a transcript: that there is a newer one, or that its words were withdrawn; organizers withdraw them. */
export function EarlierTranscript({ here, version, newest, withdrawn, mayWithdraw }: Props) {
  const { t } = useWords();
  if (version >= newest) return null;
  return (
    <>
      <Saved intent="withdraw">{t("townhalls:transcript.withdraw.done")}</Saved>
      {withdrawn ? (
        <div className="notice warn">
          <p>
            {t("townhalls:transcript.withdraw.gone")} <Moment at={withdrawn.at} />
          </p>
          <p dir="auto">{withdrawn.reason}</p>
          <p>
            <PageLink to={here}>{t("townhalls:transcript.newest")}</PageLink>
          </p>
        </div>
      ) : (
        <p className="notice warn">
          {t("townhalls:transcript.earlier")}{" "}
          <PageLink to={here}>{t("townhalls:transcript.newest")}</PageLink>
        </p>
      )}
      <Refused intent="withdraw" />
      {mayWithdraw && (
        <details className="more no-print">
          <summary>{t("townhalls:transcript.withdraw.title")}</summary>
          <PostForm>
            <p>{t("townhalls:transcript.withdraw.means")}</p>
            <input type="hidden" name="version" value={version} />
            <Field label={t("townhalls:transcript.withdraw.reason")} of={["withdraw", "reason"]}>
              <input name="reason" required maxLength={500} dir="auto" />
            </Field>
            <div className="actions">
              <Submit intent="withdraw" kind="danger">
                {t("townhalls:transcript.withdraw.do")}
              </Submit>
            </div>
          </PostForm>
        </details>
      )}
    </>
  );
}
