import type { TranscriptAt } from "~/features/townhalls/contracts/transcriptChange";
import { useWords } from "~/i18n";
import type { Paged } from "~/kernel/paging";
import { useLanguageName } from "~/ui/forms/languages/languageName";
import { ChangeList, type ChangeShown, whatHappened } from "~/ui/text/ChangeList";
import { PageLink } from "~/ui/text/PageLink";

type Change = Pick<ChangeShown, "id" | "at" | "by" | "reason"> & {
  readonly before: TranscriptAt | null;
  readonly after: TranscriptAt | null;
};

/** The versions of a transcript: when each came, why it took the place of another, and where it is read. */
export function TranscriptVersions({
  here,
  changes: { rows, ...paging },
}: {
  here: string;
  changes: Paged<Change>;
}) {
  const { t } = useWords();
  const nameOf = useLanguageName();
  // The first says nothing that the page does not say.
  if (rows.every(({ before }) => before === null)) return null;
  const shown = rows.map(({ before, after, ...row }): ChangeShown => {
    const link = (one: TranscriptAt | null) =>
      one && (
        <PageLink to={`${here}?version=${one.version}`}>
          {t("townhalls:transcript.version", { number: one.version, count: one.passages })}
        </PageLink>
      );
    return {
      ...row,
      is: whatHappened({ before, after }),
      what: after && nameOf(after.language),
      facts: [{ label: t("townhalls:manage.transcript"), before: link(before), after: link(after) }],
    };
  });
  return (
    <ChangeList part="changes" title={t("townhalls:transcript.versions")} changes={shown} paging={paging} />
  );
}
