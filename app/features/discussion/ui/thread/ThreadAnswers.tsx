import { useWords } from "~/i18n";
import { Refused, Saved, useAnswer } from "~/ui/forms/forms";
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
          <Saved intent={one}>
            {one === "flag" ? t("endorsements:comments.flagged") : t("common:saved")}
          </Saved>
        </div>
      ))}
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
