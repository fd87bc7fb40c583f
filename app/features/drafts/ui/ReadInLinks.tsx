import type { ReadIn } from "~/features/processes/domain/readIn";
import { useWords } from "~/i18n";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { PageLink } from "~/ui/text/PageLink";

/** The same text in other languages of its process; those of the interface are in the menu of the page. */
export function ReadInLinks({ here, readIn }: { here: string; readIn: ReadIn }) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  if (readIn.offered.length === 0) return null;
  return (
    <p className="small no-print">
      {readIn.offered.map(({ language, isUsual }, at) => (
        <span key={language}>
          {at > 0 && " · "}
          <PageLink to={isUsual ? here : `${here}?in=${language}`}>
            {t("drafts:readIn", { language: nameOf(language) })}
          </PageLink>
        </span>
      ))}
    </p>
  );
}
