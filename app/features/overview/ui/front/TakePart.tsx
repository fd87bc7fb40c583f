import type { Newcomer } from "~/features/overview/domain/firstSteps";
import type { Way } from "~/features/overview/domain/front";
import { useWords } from "~/i18n";
import { Icon, type IconName } from "~/ui/frame/shell/Icon";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { PutAway, StartOwn } from "./PutAway";

type Shown = Omit<Way, "at"> & {
  readonly number?: number;
  readonly label?: string;
  readonly at?: Date | string;
};

const cards: Readonly<
  Record<Way["way"], { icon: IconName; path: (way: { number?: number; label?: string }) => string }>
> = {
  vote: { icon: "votes", path: ({ number }) => `/rounds/${number}` },
  comment: { icon: "drafts", path: ({ label }) => `/drafts/${label}` },
  live: { icon: "townhalls", path: ({ number }) => `/townhalls/${number}` },
  townhall: { icon: "townhalls", path: ({ number }) => `/townhalls/${number}` },
  call: { icon: "workgroups", path: () => "/calls" },
  join: { icon: "people", path: () => "/join" },
  recount: { icon: "board", path: ({ number }) => `/results/${number}?tab=files` },
};

/** What participants have to know at first, and those who are not yet. */
const helps = { visitor: "join", newcomer: "join", participant: "vote" } as const;

type Props = {
  readonly base: string;
  readonly ways: readonly Shown[];
  readonly help: { readonly who: Newcomer; readonly isFounder: boolean };
};

/** What anybody can do here now: each a card that leads there and says how long it takes. */
export function TakePart({ base, ways, help: { who, isFounder } }: Props) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="take-part">
      <h2 id="take-part" tabIndex={-1}>
        {t("overview:take.title")}
      </h2>
      {who !== "organizer" && (
        <p className={`first-help steps-${who}`}>
          <span>
            {t(`overview:first.${helps[who]}.body`)} {isFounder && <StartOwn />}
          </span>
          <PutAway what={`steps-${who}`} />
        </p>
      )}
      <div className="ways">
        {ways.map((one) => (
          <article key={one.way} className={one.way === "live" ? "card way live" : "card way"}>
            <span className="glyph">
              <Icon name={cards[one.way].icon} />
            </span>
            <h3>
              <PageLink to={`${base}${cards[one.way].path(one)}`}>
                {t(`overview:take.${one.way}.title`, { label: one.label ?? "", number: one.number ?? 0 })}
              </PageLink>
            </h3>
            <p>
              {one.way === "townhall" && one.at ? <Moment at={one.at} /> : t(`overview:take.${bodyOf(one)}`)}
            </p>
            <p className="go">{t(`overview:take.${one.way}.go`, { count: one.minutes })}</p>
          </article>
        ))}
      </div>
    </section>
  );
}

const bodyOf = ({ way }: Shown) => (way === "townhall" ? "live.body" : (`${way}.body` as const));
