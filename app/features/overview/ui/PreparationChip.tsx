import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly slug: string; readonly isOrganizer: boolean };

/** On every page of a process in preparation: who sees it, and for organizers the way to open it. */
export function PreparationChip({ slug, isOrganizer }: Props) {
  const { t } = useWords();
  return (
    <p className="notice warn small no-print">
      {t("common:preparing.short")}{" "}
      {isOrganizer && <PageLink to={`/p/${slug}/manage/open`}>{t("common:preparing.open")}</PageLink>}
    </p>
  );
}
