import type { AskedLevel } from "~/features/results/domain/checklist";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import type { LocalizedView } from "~/kernel/language/localized";
import { Scroll } from "~/ui/table/Scroll";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Version = {
  readonly label: string;
  readonly state: string;
  readonly publishedAt: Date | string | null;
  readonly commentsUntil: Date | string | null;
  readonly checklist: number | null;
};
type Row = {
  readonly component: string;
  readonly name: string;
  readonly cells: readonly { readonly level: AskedLevel; readonly changed: boolean }[];
};
type Compiled = {
  readonly number: number;
  readonly title: LocalizedView;
  readonly publishedAt: Date | string | null;
};

/** Levels in the colours of the bands that they answer; each cell says its word as well. */
const shade: Record<AskedLevel, string> = {
  required: "band-0",
  "likely-required": "band-1",
  optional: "band-2",
  none: "level-none",
};

/** The checklist through the versions: components down, versions across, changes outlined and linked. */
export function History({
  base,
  versions,
  rows,
}: {
  base: string;
  versions: readonly Version[];
  rows: readonly Row[];
}) {
  const { t } = useWords();
  if (rows.length === 0) return <p className="quiet measure">{t("drafts:history.empty")}</p>;
  return (
    <Scroll label={t("drafts:history.title")}>
      <table className="history">
        <thead>
          <tr>
            <th scope="col">{t("results:table.component")}</th>
            {versions.map(({ label }) => (
              <th scope="col" key={label}>
                <PageLink to={`${base}/drafts/${label}`}>
                  <bdi>{label}</bdi>
                </PageLink>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ component, name, cells }) => (
            <tr key={component}>
              <th scope="row">{name}</th>
              {cells.map(({ level, changed }, at) => {
                const version = versions[at] as Version;
                const word = t(`drafts:level.${level}`);
                const mark = (
                  <span className={`level ${shade[level]}${changed ? " level-changed" : ""}`}>{word}</span>
                );
                return (
                  <td key={version.label}>
                    {version.checklist && changed ? (
                      <PageLink
                        to={`${base}/checklists/${version.checklist}#${component}`}
                        aria-label={t("drafts:history.changed", { level: word })}
                      >
                        {mark}
                      </PageLink>
                    ) : (
                      mark
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const width = 720;
const height = 96;
const margin = 16;

/** When versions appeared, comments were open and votes were compiled, on one axis of time. */
export function HistoryAxis({
  versions,
  compilations,
}: {
  versions: readonly Version[];
  compilations: readonly Compiled[];
}) {
  const { t, format, language } = useWords();
  const published = versions.filter(({ publishedAt }) => publishedAt !== null);
  const times = [
    ...published.flatMap(({ publishedAt, commentsUntil }) => [publishedAt, commentsUntil]),
    ...compilations.map(({ publishedAt }) => publishedAt),
  ].flatMap((at) => (at === null ? [] : [new Date(at).getTime()]));
  if (published.length < 2) return null;
  const first = Math.min(...times);
  const last = Math.max(...times);
  const isMirrored = directionOf(language) === "rtl";
  const x = (at: Date | string) => {
    const along = margin + ((new Date(at).getTime() - first) / (last - first || 1)) * (width - 2 * margin);
    return isMirrored ? width - along : along;
  };
  return (
    <Scroll label={t("drafts:history.axis")}>
      <svg
        className="chart"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("drafts:history.axis")}
      >
        <line className="rule" x1={margin} x2={width - margin} y1={48} y2={48} />
        {published.map(({ label, publishedAt, commentsUntil }, at) => {
          const start = x(publishedAt as string);
          const end = commentsUntil ? x(commentsUntil) : start;
          return (
            <g key={label}>
              <rect
                className="window"
                x={Math.min(start, end)}
                y={44}
                width={Math.abs(end - start)}
                height={8}
              />
              <circle className="band-0" cx={start} cy={48} r={5} />
              <text x={start} y={at % 2 === 0 ? 34 : 20} textAnchor="middle" direction="ltr">
                {label}
              </text>
            </g>
          );
        })}
        {compilations.map(({ number, publishedAt }) =>
          publishedAt ? (
            <g key={number}>
              <path className="band-3" d={`M ${x(publishedAt)} 54 l 5 9 h -10 z`} />
              <text className="axis" x={x(publishedAt)} y={78} textAnchor="middle">
                {t("results:number", { number })}
              </text>
            </g>
          ) : null,
        )}
        <text className="axis" x={isMirrored ? width - margin : margin} y={94} textAnchor="start">
          {format.date(new Date(first))}
        </text>
        <text className="axis" x={isMirrored ? margin : width - margin} y={94} textAnchor="end">
          {format.date(new Date(last))}
        </text>
      </svg>
      <details className="more">
        <summary>{t("drafts:history.table")}</summary>
        <ul className="clean">
          {published.map(({ label, publishedAt, commentsUntil }) => (
            <li key={label}>
              <Labelled label={<bdi>{label}</bdi>}>{format.date(publishedAt as string)}</Labelled>
              {commentsUntil && <> · {t("drafts:commentsUntil", { date: format.date(commentsUntil) })}</>}
            </li>
          ))}
          {compilations.map(({ number, title, publishedAt }) => (
            <li key={number}>
              <Labelled label={t("results:number", { number })}>
                <Content view={title} />
              </Labelled>
              {publishedAt && <> · {format.date(publishedAt)}</>}
            </li>
          ))}
        </ul>
      </details>
    </Scroll>
  );
}
