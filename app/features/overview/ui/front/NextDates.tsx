import type { NextDate } from "~/features/overview/domain/front";
import { useWords } from "~/i18n";
import type { LocalizedView } from "~/kernel/language/localized";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import { useZone } from "~/ui/text/zone";

type Sent<One> = One extends unknown ? Omit<One, "at"> & { readonly at: Date | string } : never;
export type ShownDate = Sent<NextDate<LocalizedView>>;

/** What comes next in a process, each under the leaf of its day, and the way to all dates. */
export function NextDates({ base, dates }: { readonly base: string; readonly dates: readonly ShownDate[] }) {
  const { t } = useWords();
  return (
    <section aria-labelledby="dates">
      <h2 id="dates">{t("overview:dates.title")}</h2>
      {dates.length === 0 && <p className="quiet">{t("overview:dates.none")}</p>}
      <ul className="dates">
        {dates.map((one) => (
          <li key={`${one.what} ${new Date(one.at).toISOString()} ${"kind" in one ? one.kind : ""}`}>
            <Leaf at={one.at} isDay={isDay(one)} />
            <span>
              <strong>
                <What base={base} date={one} />
              </strong>
              <Called date={one} />
              {!isDay(one) && (
                <>
                  <br />
                  <span className="quiet small">
                    <Moment at={one.at} />
                  </span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <PageLink to={`${base}/timeline`}>{t("overview:dates.all")}</PageLink>
      </p>
    </section>
  );
}

/** What a vote or a meeting is called, under its number; those that come together have no name in common. */
function Called({ date }: { readonly date: ShownDate }) {
  const isNamed =
    date.what === "townhall" || ((date.what === "opens" || date.what === "closes") && date.count === 1);
  if (!isNamed) return null;
  return (
    <>
      <br />
      <Content view={date.title} />
    </>
  );
}

/** What is on a day, and not at an hour of it. */
const isDay = ({ what }: ShownDate) => what === "milestone" || what === "comments";

/** A leaf of a calendar; in the zone in which the moment beside it is told. */
function Leaf({ at, isDay }: { readonly at: Date | string; readonly isDay: boolean }) {
  const { format } = useWords();
  const zone = useZone();
  const told = isDay ? "UTC" : (zone ?? "UTC");
  return (
    <time className="leaf" dateTime={new Date(at).toISOString()} suppressHydrationWarning>
      <b suppressHydrationWarning>{format.dayNumber(at, told)}</b>{" "}
      <span suppressHydrationWarning>{format.month(at, told)}</span>
    </time>
  );
}

function What({ base, date }: { readonly base: string; readonly date: ShownDate }) {
  const { t } = useWords();
  switch (date.what) {
    case "opens":
    case "closes": {
      const isVote = date.kind === "components";
      const [one, all] = isVote ? (["rounds", "votes"] as const) : (["approvals", "approvals"] as const);
      return (
        <PageLink to={date.count === 1 ? `${base}/${one}/${date.number}` : `${base}/${all}`}>
          {date.count === 1
            ? t(`overview:dates.${one}.${date.what}Alone`, { number: date.number })
            : t(`overview:dates.${one}.${date.what}`, { count: date.count })}
        </PageLink>
      );
    }
    case "comments":
      return (
        <PageLink to={`${base}/drafts/${date.label}`}>
          {t("overview:dates.comments", { label: date.label })}
        </PageLink>
      );
    case "townhall":
      return (
        <PageLink to={`${base}/townhalls/${date.number}`}>
          {t("townhalls:title", { number: date.number })}
        </PageLink>
      );
    case "milestone":
      return (
        <>
          <Content view={date.title} />
          {date.isEnd && <span className="quiet"> {t("overview:dates.ends")}</span>}
        </>
      );
  }
}
