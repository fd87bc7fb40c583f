import type { Stream } from "~/features/processes/domain/streams";
import { shapeOf } from "~/features/timeline/domain/draw";
import { EntryTitle } from "~/features/timeline/ui/TimelineNext";
import { useWords } from "~/i18n";
import { intlTag } from "~/i18n/intlTag";
import { groupedBy } from "~/kernel/keyed";
import { dateFormat } from "~/kernel/language/intl";
import type { LocalizedView } from "~/kernel/language/localized";
import { cut } from "~/kernel/text/cut";
import type { TimelineKind } from "~/platform/timeline";
import { Day } from "~/ui/text/Moment";

type EntryShown = {
  readonly id: string;
  readonly stream: Stream;
  readonly kind: TimelineKind;
  readonly from: string;
  readonly to: string | null;
  readonly title: LocalizedView;
  readonly path: string | null;
};

/** What the timeline draws, in words: month by month, the newest first, with a line where today is. */
export function TimelineList({
  base,
  entries,
  today,
}: {
  base: string;
  entries: readonly EntryShown[];
  today: string;
}) {
  const { t, language } = useWords();
  const month = dateFormat(intlTag(language), { month: "long", year: "numeric", timeZone: "UTC" });
  const newestFirst = entries.toReversed();
  const firstPast = newestFirst.find(({ from }) => from <= today);
  return (
    <div className="timeline-list">
      {[...groupedBy(newestFirst, ({ from }) => cut(from, 7))].map(([key, own]) => (
        <section key={key}>
          <h3>{month.format(new Date(`${key}-01`))}</h3>
          <ul>
            {own.map((one) => (
              <li key={`${one.kind} ${one.id}`} className={one === firstPast ? "first-past" : undefined}>
                <i
                  className={`timeline-key timeline-key-${shapeOf(one.kind, one.to)}${one.from > today ? " planned" : ""}`}
                  aria-hidden="true"
                />
                <span>
                  <EntryTitle base={base} title={one.title} path={one.path} />
                  <span className="small quiet">
                    <Day at={one.from} />
                    {one.to && one.to !== one.from && (
                      <>
                        {" – "}
                        <Day at={one.to} />
                      </>
                    )}
                    {" · "}
                    {t(`common:stream.${one.stream}`)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
