import type {
  EntriesAbout as About,
  EntryAbout,
} from "~/features/overview/services/entries/entriesPage.server";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { EntryWords } from "./EntryWords";

type Props = { readonly base: string; readonly process: LocalizedView; readonly about: About };

/** All that the record log has of one thing, or of all rows of a table (`TABLE:*`), the oldest entry first. */
export function EntriesAbout({ base, process, about }: Props) {
  const { t } = useWords();
  const { row, rows } = about;
  const isOfAll = row?.key === "*";
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/log`}>{t("recordlog:title")}</PageLink>
      </Crumbs>
      <h1>{t(isOfAll ? "overview:entries.allTitle" : "overview:entries.title")}</h1>
      <p className="lead">{t(isOfAll ? "overview:entries.allLead" : "overview:entries.lead")}</p>
      {row && (
        <p className="measure small">
          <Labelled label={t(isOfAll ? "overview:entries.allRows" : "overview:entries.row")}>
            <code dir="ltr">{isOfAll ? row.table : `${row.table} ${row.key}`}</code>
          </Labelled>
        </p>
      )}
      {rows.length === 0 ? (
        <p className="notice measure">{t("overview:entries.none")}</p>
      ) : (
        <>
          <ol className="clean measure changes" id="entries">
            {rows.map((one) => (
              <li key={`${one.former} ${one.index}`}>
                <Entry base={base} entry={one} />
              </li>
            ))}
          </ol>
          {about.isCut && <p className="notice warn measure">{t("overview:entries.more")}</p>}
          <Pager page={about.page} pages={about.pages} part="entries" />
          <p className="quiet small measure">{t("overview:entries.check")}</p>
        </>
      )}
    </>
  );
}

function Entry({ base, entry }: { readonly base: string; readonly entry: EntryAbout }) {
  const { t, format } = useWords();
  const { former, index, rows } = entry;
  const number = t("overview:entries.number", { number: format.number(index) });
  return (
    <>
      <p>
        <strong>
          <EntryWords base={base} entry={entry} />
        </strong>
      </p>
      <p className="small quiet">
        {former === null ? <PageLink to={`${base}/log?entry=${index}`}>{number}</PageLink> : number} ·{" "}
        <Moment at={entry.at} /> ·{" "}
        <span className={entry.isSigned ? "" : "frag"}>
          {t(entry.isSigned ? "overview:entries.signed" : "recordlog:entries.unsigned")}
        </span>
      </p>
      {former !== null && (
        <p className="small frag">
          <Labelled label={t("overview:entries.former")}>
            <bdi>{former}</bdi>
          </Labelled>
        </p>
      )}
      <ul className="clean tight small">
        <Own own={rows.own} />
        {rows.others.length > 0 && (
          <li>
            <Labelled label={t("overview:entries.others")}>
              {format.list(rows.others.map(({ table, count }) => `${table} (${format.number(count)})`))}
            </Labelled>
          </li>
        )}
        <li>
          {t("recordlog:entries.leaf")} <code dir="ltr">{entry.leaf}</code>
        </li>
      </ul>
    </>
  );
}

/** What the entry says of the row itself. */
function Own({ own }: Pick<EntryAbout["rows"], "own">) {
  const { t } = useWords();
  if (own === undefined) return null;
  if (own === null) return <li>{t("overview:entries.gone")}</li>;
  if (own === "hidden" || own === "erased" || own === "shown") return <li>{t(`overview:entries.${own}`)}</li>;
  return (
    <li>
      {t("overview:entries.says")} <code dir="ltr">{own}</code>
    </li>
  );
}
