import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { askSchema, confirmedSchema, takeBackSchema } from "~/features/confirmations/contracts/confirming";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { ConfirmedActPage } from "~/features/confirmations/ui/ConfirmedActPage";
import { onRound } from "~/features/rounds/registrations/place.server";
import { namedRule } from "~/features/rules/services/namedRule";
import { quorumSaid } from "~/features/rules/ui/quorumSaid";
import { RuleText } from "~/features/rules/ui/RuleText";
import { ruleName } from "~/features/rules/ui/ruleName";
import { choicesOf } from "~/features/votes/domain/ballot";
import { askToOpen, openAsRead, openingPage } from "~/features/votes/services/openingPage.server";
import { PlanSaid } from "~/features/votes/ui/PlanSaid";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Told } from "~/ui/forms/ActPage";
import { Moment } from "~/ui/text/Moment";

export const loader = reads(
  onRound("components"),
  "organizer",
  async ({ actor, deps, language, process, round, workgroup }) => {
    const { criteria, ...page } = await openingPage(deps, actor, { process, round, workgroup });
    return {
      ...page,
      slug: process.slug,
      number: round.number,
      title: localize(round.title, language).text,
      workgroup: workgroup?.name ?? null,
      components: round.asked.length,
      criteria: criteria.map((title) => localize(title, language).text),
      version: round.componentVersion,
      offersNotNecessary: round.offersNotNecessary,
      offersCannotJudge: round.offersCannotJudge,
      rule: round.rule,
      named: namedRule(round.rule),
      attribution: round.attribution,
      reveal: round.reveal,
      closesAt: round.closesAt,
    };
  },
);

export const action = acts(onRound("components"), "organizer", {
  open: intent(confirmedSchema, async ({ actor, deps, process, round, to, workgroup }, input) => {
    const opened = await openAsRead(deps, actor, { process, round, workgroup }, input.seen, input.asked);
    return opened.ok ? redirect(to(`/p/${process.slug}/manage/rounds/${round.number}`)) : opened;
  }),
  ask: intent(askSchema, ({ actor, deps, process, round, workgroup }, { seen }) =>
    askToOpen(deps, actor, { process, round, workgroup }, seen),
  ),
  takeBack: intent(takeBackSchema, ({ actor, deps, process }, { asked }) =>
    takeBack(deps, actor, process, asked),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function OpenRound() {
  const data = useLoaderData<typeof loader>();
  const words = useWords();
  const { t, format } = words;
  const { number, workgroup, seats, invited, closesAt, rule } = data;
  const quorum = rule.quorum && quorumSaid(words, { voters: rule.quorum.voters, share: rule.quorum.turnout });
  const back = `/p/${data.slug}/manage/rounds/${number}`;
  // What a sealed plan has stays as it is.
  const changes = data.plan === null ? { change: back } : {};
  const who =
    seats === null
      ? t("votes:opening.everyone", { count: data.others + 1 })
      : t(data.isFile ? "votes:opening.file" : "votes:opening.members", {
          count: seats,
          workgroup: workgroup ?? "",
        });
  return (
    <ConfirmedActPage
      act={data}
      second={data.second}
      title={t("votes:opening.title", { number })}
      lead={<bdi>{data.title}</bdi>}
      intent="open"
      button={t("votes:opening.button")}
      back={back}
      points={[
        {
          label: t("votes:opening.who"),
          said: (
            <>
              <p>{who}</p>
              {invited > 0 && <p>{t("votes:opening.invited", { count: invited })}</p>}
              {data.twice.length > 0 && <p>{t("votes:opening.twice", { names: format.list(data.twice) })}</p>}
            </>
          ),
          warns: seats === 0 || invited > 0 || data.twice.length > 0,
          ...(workgroup ? { change: `/p/${data.slug}/manage/people` } : {}),
        },
        {
          label: t("votes:opening.what"),
          said: (
            <>
              <p>
                {t("votes:opening.components", { count: data.components, version: data.version })}{" "}
                {format.list(data.criteria)}.
              </p>
              <p>
                {t("votes:opening.answers")}{" "}
                {format.list(choicesOf(data).map((choice) => t(`votes:choice.${choice}`)))}.
              </p>
            </>
          ),
          ...changes,
        },
        {
          label: t("votes:opening.rule"),
          said: (
            <details className="more">
              <summary>{ruleName(words, data.named)}</summary>
              <RuleText rule={rule} />
            </details>
          ),
          ...changes,
        },
        {
          label: t("votes:opening.plan"),
          said: <PlanSaid base={`/p/${data.slug}`} plan={data.plan} departures={data.departures} />,
          warns: data.plan === null || data.departures.length > 0,
          ...(data.plan === null ? { change: `/p/${data.slug}/manage/plans` } : {}),
        },
        {
          label: t("votes:opening.until"),
          said: closesAt ? (
            <p>
              <Moment at={closesAt} />
            </p>
          ) : (
            <p>{t("votes:opening.byHand")}</p>
          ),
          warns: data.blocked === "deadline_past",
          ...changes,
        },
        {
          label: t("votes:opening.quorum"),
          said: <p>{quorum ? `${quorum} ${t("rules:quorum.fewer")}` : t("votes:opening.noQuorum")}</p>,
          ...changes,
        },
        {
          label: t("votes:opening.readers"),
          said: (
            <>
              <p>{t(`votes:rounds.attribution.${data.attribution}`)}</p>
              <p>{t(`votes:reveal.${data.reveal}`)}</p>
            </>
          ),
          ...changes,
        },
        { label: t("common:act.told"), said: <Told count={data.told} /> },
      ]}
      forGood={[
        t("votes:opening.frozen"),
        ...(seats === null ? [] : [t("votes:opening.frozenRoll")]),
        t(closesAt ? "votes:opening.notSooner" : "votes:opening.noDeadline"),
        t("common:act.recorded"),
      ]}
    />
  );
}
