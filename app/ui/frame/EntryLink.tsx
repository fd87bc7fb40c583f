import { useParams } from "@remix-run/react";
import { useWords } from "~/i18n";
import { recordAddress } from "~/kernel/recordAddress";
import { PageLink } from "~/ui/text/PageLink";

type Props = {
  /** A table of the public record, or a kind of entries that has names. */
  readonly of: string;
  /** The key of the row, or the name of what entries are about; of a row with several values in its key, all of them as JSON. */
  readonly name: string | number;
};

/** From something that is public to what the record log of its process has of it. */
export function EntryLink({ of, name }: Props) {
  const { t } = useWords();
  const { process = "" } = useParams();
  return (
    <PageLink className="small no-print" to={recordAddress(`/p/${process}`, of, name)}>
      {t("common:entry")}
    </PageLink>
  );
}
