import type { DraftEditor } from "~/features/discussion/services/draftEditor.server";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";

/** The sections of a version that is being written, each with a link to where it is edited. */
export function SectionList({ sections, here }: { sections: DraftEditor["sections"]; here: string }) {
  const { t } = useWords();
  if (sections.length === 0) return null;
  return (
    <nav className="note edit-sections" aria-label={t("discussion:drafts.manage.sections")}>
      <ol className="clean">
        {sections.map((section) => (
          <li key={section.id}>
            <PageLink to={`${here}${section.page > 1 ? `?page=${section.page}` : ""}#e-${section.id}`}>
              {section.number}. {section.heading || t("discussion:drafts.manage.untitled")}
            </PageLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
