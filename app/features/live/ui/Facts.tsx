import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import type { Presence } from "~/features/live/contracts/events";
import type { RoomState } from "~/features/live/contracts/roomState";
import { equalShare, minutesOf } from "~/features/live/domain/queue";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { languageNames } from "~/kernel/language/languages";
import { Labelled } from "~/ui/text/Labelled";
import { useShownCount } from "~/ui/text/useShownCount";

/** How long each group has spoken. */
export function TimeSpoken({ spoken, groups }: { spoken: RoomState["spoken"]; groups: GroupNames }) {
  const { t, format } = useWords();
  const rows = [
    ...Object.entries(groups).map(([key, name]) => ({ key, name, time: ownValue(spoken, key) ?? 0 })),
    ...("" in spoken ? [{ key: "", name: t("live:noGroup"), time: spoken[""] ?? 0 }] : []),
  ];
  const share = equalShare(spoken, Object.keys(groups));
  const most = Math.max(1, share, ...rows.map(({ time }) => time));
  return (
    <section className="note part part-agenda" aria-labelledby="spoken">
      <h2 id="spoken">{t("live:spoken.title")}</h2>
      <table className="spoken">
        <tbody>
          {rows.map(({ key, name, time }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className="spoken-bar">
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                  <rect x={0} y={0} width={(time / most) * 100} height={6} />
                  {share > 0 && key !== "" && (
                    <line x1={(share / most) * 100} x2={(share / most) * 100} y1={0} y2={6} />
                  )}
                </svg>
              </td>
              <td className="n">{t("meetings:minutes", { count: minutesOf(time) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet small">
        {share > 0 && <>{t("live:spoken.share")} </>}
        {t("live:spoken.note", { min: format.number(1) })}
      </p>
    </section>
  );
}

/** Who is here: counts, and the names of those who show theirs; by group, who came so far. */
export function Here({ here, groups }: { here: Presence; groups: GroupNames }) {
  const { t, format } = useWords();
  const number = useShownCount();
  return (
    <section className="note part part-agenda" aria-labelledby="here">
      <h2 id="here">{t("live:here.title", { count: here.total })}</h2>
      <p className="quiet small">
        {Object.entries(here.languages)
          .map(([key, count]) => `${languageNames[key as "en"] ?? key} ${count ?? ""}`)
          .join(" · ")}
      </p>
      {here.names.length > 0 && <p className="small">{format.names(here.names)}</p>}
      <h3>{t("live:here.came")}</h3>
      <ul className="clean">
        {Object.entries(groups).map(([key, name]) => (
          <li key={key}>
            <Labelled label={name}>{number(ownValue(here.groups, key))}</Labelled>
          </li>
        ))}
      </ul>
      <p className="quiet small">{t("live:here.cameNote")}</p>
    </section>
  );
}
