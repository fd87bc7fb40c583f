import type { Decision } from "~/features/comments/domain/comment";
import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import { ShapedClauses } from "~/features/evidence/ui/ShapedClauses";
import type { CheckView, OwnInRoom, RoomState } from "~/features/live/contracts/roomState";
import { minutesOf } from "~/features/live/domain/queue";
import { Temperature } from "~/features/live/ui/Temperature";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { EntryLink } from "~/ui/frame/EntryLink";
import { Html, UserText } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { useShownCount } from "~/ui/text/useShownCount";

type Record_ = {
  readonly minutes: { readonly html: string; readonly language: string } | "";
  readonly outcomes: readonly {
    readonly id: string;
    readonly kind: "decision" | "action";
    readonly text: string;
    readonly language: string;
    readonly owner: string;
    readonly due: string | null;
    readonly isDone: boolean;
  }[];
  readonly clauses: readonly { readonly draft: string; readonly clause: string; readonly title: string }[];
  readonly carried: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly label: string;
    readonly decision: Decision | null;
  }[];
  readonly passages: number;
  readonly part: Part | null;
  readonly checks: readonly CheckView[];
  readonly shaped: Parameters<typeof ShapedClauses>[0]["clauses"];
};

/** Who took part in a meeting, as far as it may be shown. */
export type Part = {
  readonly people: number;
  readonly groups: Readonly<Record<string, number | null>>;
  readonly regions: Readonly<Record<string, number | null>>;
  readonly spoken: Readonly<Record<string, number>>;
  readonly spokenRegions: Readonly<Record<string, number | null>>;
};

const nothing: OwnInRoom = { hand: null, votes: [], asked: [], answers: {}, hasAgreed: true };

/** What is left of a meeting, to be read in two minutes: what was decided, discussed and touched. */
export function MeetingRecord({
  base,
  number,
  record,
  groups,
  room,
}: {
  base: string;
  number: number;
  record: Record_;
  groups: GroupNames;
  room: RoomState;
}) {
  const { t } = useWords();
  const decisions = record.outcomes.filter(({ kind }) => kind === "decision");
  const actions = record.outcomes.filter(({ kind }) => kind === "action");
  return (
    <>
      <section aria-labelledby="decided">
        <h2 id="decided">{t("townhalls:record.decided")}</h2>
        {decisions.length === 0 && <p className="quiet">{t("townhalls:record.noDecisions")}</p>}
        <ul className="clean">
          {decisions.map((one) => (
            <li key={one.id} id={`o-${one.id}`}>
              <UserText language={one.language}>{one.text}</UserText>
              <p>
                <EntryLink of="outcomes" name={one.id} />
              </p>
            </li>
          ))}
        </ul>
        {actions.length > 0 && (
          <>
            <h3>{t("townhalls:record.actions")}</h3>
            <ul className="clean">
              {actions.map((one) => (
                <li key={one.id} id={`o-${one.id}`}>
                  <UserText language={one.language}>{one.text}</UserText>{" "}
                  <span className="quiet small">
                    <bdi>{one.owner}</bdi>
                    {one.due && (
                      <>
                        {" "}
                        · <Day at={one.due} />
                      </>
                    )}{" "}
                    · {one.isDone ? t("townhalls:record.done") : t("townhalls:record.notDone")} ·{" "}
                    <EntryLink of="outcomes" name={one.id} />
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section className="section" aria-labelledby="minutes">
        <h2 id="minutes">{t("townhalls:record.minutes")}</h2>
        {record.minutes ? (
          <Html html={record.minutes.html} language={record.minutes.language} className="measure" />
        ) : (
          <p className="quiet">{t("townhalls:record.noMinutes")}</p>
        )}
        {record.passages > 0 && (
          <p>
            <PageLink to={`${base}/townhalls/${number}/transcript`}>
              {t("townhalls:record.transcript", { count: record.passages })}
            </PageLink>
          </p>
        )}
      </section>
      {(record.clauses.length > 0 || record.carried.length > 0) && (
        <section className="section" aria-labelledby="touched">
          <h2 id="touched">{t("townhalls:record.touched")}</h2>
          <ul className="clean">
            {record.clauses.map(({ draft, clause, title }) => (
              <li key={clause}>
                <PageLink to={`${base}/drafts/${draft}/clauses/${clause}`}>
                  <bdi>{title}</bdi>
                </PageLink>{" "}
                <span className="quiet small">
                  <bdi>{draft}</bdi>
                </span>
              </li>
            ))}
            {record.carried.map((one) => (
              <li key={one.id}>
                <PageLink to={`${base}/comments/${one.id}`}>
                  {t("drafts:comment.title", { number: one.number ?? 0, label: one.label })}
                </PageLink>{" "}
                <span className="quiet small">
                  {one.decision ? t(`notices:decision.${one.decision}`) : t("comments:state.open")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {record.shaped.length > 0 && (
        <section className="section" aria-labelledby="shaped">
          <h2 id="shaped">{t("results:drafts.shaped")}</h2>
          <ShapedClauses base={base} clauses={record.shaped} />
        </section>
      )}
      {record.checks.map((check) => (
        <Temperature
          key={check.id}
          check={check}
          own={nothing}
          groups={groups}
          maySpeak={false}
          isHost={false}
        />
      ))}
      {record.part && (record.part.people > 0 || Object.keys(record.part.spoken).length > 0) && (
        <TookPart part={record.part} groups={groups} />
      )}
      <p className="quiet small">
        <PageLink to={`${base}/townhalls#taking-part`}>{t("townhalls:record.compare")}</PageLink>
        {room.endedAt && (
          <>
            {" "}
            · {t("townhalls:record.ended")} <Day at={room.endedAt} />
          </>
        )}
      </p>
    </>
  );
}

/** Who was there and who spoke, by group and by region. */
function TookPart({ part, groups }: { part: Part; groups: GroupNames }) {
  const { t, format } = useWords();
  const figure = useShownCount();
  const time = (spent = 0) => t("meetings:minutes", { count: minutesOf(spent) });
  // A region of few people is not named: that it is there would tell.
  const regions = Object.keys(part.regions)
    .filter((region) => ownValue(part.regions, region) != null)
    .sort();
  return (
    <section className="section" aria-labelledby="part">
      <h2 id="part">{t("townhalls:part.title")}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("live:group")}</th>
              <th scope="col">{t("townhalls:part.there")}</th>
              <th scope="col">{t("townhalls:part.spoke")}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(groups).map(([key, name]) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td className="n">{figure(ownValue(part.groups, key))}</td>
                <td className="n">{time(ownValue(part.spoken, key))}</td>
              </tr>
            ))}
            {"" in part.spoken && (
              <tr>
                <th scope="row">{t("live:noGroup")}</th>
                <td className="n">—</td>
                <td className="n">{time(part.spoken[""])}</td>
              </tr>
            )}
            {regions.map((region) => (
              <tr key={region}>
                <th scope="row">{t(`common:region.${region as "AF"}`)}</th>
                <td className="n">{figure(ownValue(part.regions, region))}</td>
                <td className="n">
                  {ownValue(part.spokenRegions, region) == null
                    ? "—"
                    : time(ownValue(part.spokenRegions, region) ?? 0)}
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t("townhalls:part.all")}</th>
              <td className="n">{part.people > 0 ? format.number(part.people) : "—"}</td>
              <td className="n">{time(Object.values(part.spoken).reduce((a, b) => a + b, 0))}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p className="quiet small">{t("townhalls:part.note")}</p>
    </section>
  );
}
