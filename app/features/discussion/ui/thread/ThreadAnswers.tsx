import { useWords } from "~/i18n";
import { Refused, Saved, useAnswer } from "~/ui/forms/forms";
import { Undo } from "~/ui/forms/undo/Undo";
import { PageLink } from "~/ui/text/PageLink";

/** What became of what was asked on the page of a thread, by intent. */
export function ThreadAnswers({ base, of }: { base: string; of: readonly string[] }) {
  const { t } = useWords();
  const faq = useAnswer("faq");
  return (
    <>
      {of.map((one) => (
        <div key={one}>
          <Refused intent={one} />
          {!isUndone(one) && (
            <Saved intent={one}>
              {one === "flag" ? t("endorsements:comments.flagged") : t("common:saved")}
            </Saved>
          )}
        </div>
      ))}
      <Undo acts={{ hide: t("moderation:undo.hidden"), restore: t("moderation:undo.shown") }} />
      {faq?.ok && (
        <p className="notice" role="status" data-answer="">
          <PageLink to={`${base}/manage/faq?entry=${(faq.value as { number: number }).number}`}>
            {t("discussion:comments.faqMade")}
          </PageLink>
        </p>
      )}
    </>
  );
}

/** What can be taken back says by itself that it was done. */
const isUndone = (intent: string) => intent === "hide" || intent === "restore";
