import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";

/** How a version, or a clause of it, is cited: as files for programs that keep bibliographies. */
export function CiteLinks({ at, clause }: { at: string; clause?: string }) {
  const { t } = useWords();
  const of = clause === undefined ? "" : `/${clause}`;
  return (
    <Labelled label={t("drafts:files.cite")}>
      <a href={`${at}/citation.bib${of}`} download>
        <bdi>BibTeX</bdi>
      </a>{" "}
      ·{" "}
      <a href={`${at}/citation.json${of}`} download>
        <bdi>CSL JSON</bdi>
      </a>
    </Labelled>
  );
}
