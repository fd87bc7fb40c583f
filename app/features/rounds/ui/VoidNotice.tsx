import { useWords } from "~/i18n";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Moment } from "~/ui/text/Moment";

type Props = {
  /** The id of the round, where the page leads to its entries. */
  readonly round?: string;
  /** Since when it is void; null where it is not. */
  readonly since: Date | string | null;
  /** For those who run it: what they do about it. */
  readonly forOrganizers?: boolean;
};

/** That a round is void, what happened, and what is to be done. */
export function VoidNotice({ round, since, forOrganizers = false }: Props) {
  const { t } = useWords();
  if (!since) return null;
  return (
    <section className="notice bad section measure" aria-labelledby="void">
      <h2 id="void">{t("votes:void.title")}</h2>
      <p>
        {t("votes:void.what")} <Moment at={since} />
      </p>
      <p>{t(forOrganizers ? "votes:void.organizers" : "votes:void.yours")}</p>
      {round !== undefined && (
        <p>
          <EntryLink of="rounds" name={round} />
        </p>
      )}
    </section>
  );
}
