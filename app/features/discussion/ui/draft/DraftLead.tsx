import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { Day, Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

/** Where a version stands: its state, until when it takes comments, and what changed since the one before. */
export function DraftLead({ data: { draft, isOpen, changes }, base }: { data: DraftData; base: string }) {
  const { t, format } = useWords();
  return (
    <p className="lead">
      {t(`discussion:drafts.stateLong.${draft.state}`)}{" "}
      {draft.publishedAt && (
        <>
          {t("drafts:published")} <Day at={draft.publishedAt} />.{" "}
        </>
      )}
      {draft.datedOn && <>{t("drafts:dated", { day: format.date(draft.datedOn) })} </>}
      {draft.commentsUntil && (
        <>
          {isOpen ? t("discussion:drafts.commentsClose") : t("discussion:drafts.commentsClosed")}{" "}
          {isOpen ? <Moment at={draft.commentsUntil} /> : <Day at={draft.commentsUntil} />}.{" "}
        </>
      )}
      {changes && (
        <span className="block">
          <Labelled
            label={
              <>
                {t("discussion:drafts.comparedWith")}{" "}
                <PageLink to={`${base}/compare/${changes.before}/${draft.label}`}>
                  <bdi>{changes.before}</bdi>
                </PageLink>
              </>
            }
          >
            {`${format.list(changeList(changes.counts, t))} · ${explained(changes.unexplained, t)}`}
          </Labelled>
        </span>
      )}
    </p>
  );
}

const explained = (unexplained: number, t: ReturnType<typeof useWords>["t"]): string =>
  unexplained === 0
    ? t("discussion:drafts.allExplained")
    : t("discussion:drafts.unexplained", { count: unexplained });

function changeList(counts: Readonly<Record<string, number>>, t: ReturnType<typeof useWords>["t"]): string[] {
  const parts = (["edited", "moved", "split", "merged", "added", "removed"] as const).flatMap((kind) => {
    const count = counts[kind] ?? 0;
    return count > 0 ? [t(`discussion:drafts.changes.${kind}`, { count })] : [];
  });
  return parts.length > 0 ? parts : [t("discussion:drafts.changes.none")];
}
