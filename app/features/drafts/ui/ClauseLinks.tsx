import { shortPath } from "~/features/drafts/domain/shortLink";
import { useWords } from "~/i18n";
import { CiteLinks } from "./CiteLinks";
import { CopyLink } from "./CopyLink";

/** The lasting address of a clause in a version, and how it is cited. */
export function ClauseLinks({ slug, label, clause }: { slug: string; label: string; clause: string }) {
  const { t } = useWords();
  return (
    <p className="quiet small no-print">
      <CopyLink to={shortPath(slug, clause, label)} label={t("drafts:files.link")} />
      {" · "}
      <CiteLinks at={`/p/${slug}/drafts/${label}/text`} clause={clause} />
    </p>
  );
}
