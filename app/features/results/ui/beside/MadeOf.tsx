import type { BesideView } from "~/features/results/services/view/besideView.server";
import { StandingLabel } from "~/features/results/ui/StandingLabel";
import { ruleName } from "~/features/rules/ui/ruleName";
import { useWords } from "~/i18n";
import { Scroll } from "~/ui/table/Scroll";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

type Side = Omit<BesideView["before"], "countedAt" | "publishedAt"> & {
  readonly countedAt: Date | string;
  readonly publishedAt: Date | string | null;
};
type Props = { readonly base: string; readonly before: Side; readonly after: Side };

/** What each of two results was made of: rule, rounds, voters, and how it stands to the sealed plan. */
export function MadeOf({ base, before, after }: Props) {
  const words = useWords();
  const { t, format } = words;
  const sides = [before, after];
  const lines = [
    {
      label: t("results:counting.rule"),
      of: (one: Side) => (
        <>
          <PageLink to={`${base}/rules/${one.ruleHash}`}>
            <bdi>{ruleName(words, one.rule)}</bdi>
          </PageLink>
          <br />
          <span className="quiet small">
            {one.isDeclared ? t("results:declaredBefore") : t("results:exploredAfter")}
          </span>
        </>
      ),
    },
    {
      label: t("beside:plan"),
      of: (one: Side) => <StandingLabel standing={one.standing} plan={one.plan} />,
    },
    {
      label: t("results:history.rounds"),
      of: (one: Side) => (
        <ul className="clean">
          {one.rounds.map(({ number, isInBoth }) => (
            <li key={number}>
              <PageLink to={`${base}/rounds/${number}`}>{t("rounds:number", { number })}</PageLink>
              {!isInBoth && <span className="small frag"> {t("beside:onlyHere")}</span>}
            </li>
          ))}
        </ul>
      ),
    },
    {
      label: t("results:fact.voted"),
      of: (one: Side) => t("beside:voted", { voted: format.number(one.voters), count: one.onRoll }),
    },
    { label: t("results:fact.mean"), of: (one: Side) => format.number(one.mean) },
    {
      label: t("beside:counted"),
      of: (one: Side) => (
        <>
          {format.date(one.countedAt)}
          {!one.publishedAt && <span className="small frag"> {t("results:list.unpublished")}</span>}
        </>
      ),
    },
  ];
  return (
    <Scroll label={t("beside:made")}>
      <table className="beside-made">
        <caption className="vh">{t("beside:made")}</caption>
        <thead>
          <tr>
            <td />
            {sides.map((one) => (
              <th key={one.number} scope="col">
                <PageLink to={`${base}/results/${one.number}`}>
                  {t("results:number", { number: one.number })}
                </PageLink>
                <br />
                <span className="quiet small">
                  <Content view={one.title} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, of }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {sides.map((one) => (
                <td key={one.number}>{of(one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
