import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

type Props = { readonly slug: string; readonly isOrganizer: boolean };

/** On every page of a process in preparation, in the place of a demo's mark: who sees it, and for organizers the way to open it. */
export function PreparationChip({ slug, isOrganizer }: Props) {
  const { t } = useWords();
  return (
    <div className="demo no-print">
      <details className="pop-menu at-end" name="frame">
        <summary>{t("common:preparing.chip")}</summary>
        <div className="pop">
          <p>{t("common:preparing.short")}</p>
          {isOrganizer && (
            <p>
              <PageLink to={`/p/${slug}/manage/open`}>{t("common:preparing.open")}</PageLink>
            </p>
          )}
        </div>
      </details>
    </div>
  );
}
