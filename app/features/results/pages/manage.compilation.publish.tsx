import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { askSchema, confirmedSchema, takeBackSchema } from "~/features/confirmations/contracts/confirming";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { ConfirmedActPage } from "~/features/confirmations/ui/ConfirmedActPage";
import { onCompilation } from "~/features/results/registrations/place.server";
import {
  askToPublish,
  publishAsRead,
  publishingPage,
} from "~/features/results/services/counting/publishingPage.server";
import { StandingNotice } from "~/features/results/ui/plan/StandingNotice";
import { FewVoted } from "~/features/results/ui/result/Cautions";
import { namedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Told } from "~/ui/forms/ActPage";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onCompilation, "organizer", async (context) => {
  const { actor, deps, language, process, compilation } = context;
  const { result } = compilation;
  return {
    ...(await publishingPage(deps, actor, process, compilation)),
    slug: process.slug,
    number: compilation.number,
    title: localize(compilation.title, language).text,
    rounds: result.rounds.length,
    components: result.components.length,
    voters: result.voters,
    rule: namedRule(result.rule),
    turnout: { voters: result.voters, excluded: result.excluded, onRoll: result.onRoll },
    declaredBefore: compilation.declaredBefore,
    plan: result.plan ?? null,
  };
});

export const action = acts(onCompilation, "organizer", {
  publish: intent(confirmedSchema, async ({ actor, compilation, deps, process, to }, { seen, asked }) => {
    const published = await publishAsRead(deps, actor, { process, compilation }, seen, asked);
    return published.ok ? redirect(to(`/p/${process.slug}/results/${compilation.number}`)) : published;
  }),
  ask: intent(askSchema, ({ actor, compilation, deps, process }, { seen }) =>
    askToPublish(deps, actor, { process, compilation }, seen),
  ),
  takeBack: intent(takeBackSchema, ({ actor, deps, process }, { asked }) =>
    takeBack(deps, actor, process, asked),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function PublishResult() {
  const data = useLoaderData<typeof loader>();
  const words = useWords();
  const { t, format } = words;
  const rule = ruleName(words, data.rule);
  const base = `/p/${data.slug}`;
  const { number, quorum, left, opens } = data;
  return (
    <ConfirmedActPage
      act={data}
      second={data.second}
      title={t("counting:publishing.title", { number })}
      lead={<bdi>{data.title}</bdi>}
      intent="publish"
      button={t("counting:compile.publish")}
      back={`${base}/manage/compilations/${number}`}
      points={[
        {
          label: t("counting:publishing.what"),
          said: (
            <>
              <p>{t("counting:publishing.rounds", { count: data.rounds })}</p>
              <p>
                <Labelled label={t("results:fact.voted")}>{format.number(data.voters)}</Labelled> ·{" "}
                <Labelled label={t("results:table.component")}>{format.number(data.components)}</Labelled>
              </p>
              <FewVoted turnout={data.turnout} />
              <p>
                <PageLink to={`${base}/results/${number}`}>{t("counting:compile.preview")}</PageLink>
              </p>
            </>
          ),
        },
        {
          label: t("counting:publishing.rule"),
          said: (
            <p>
              {data.declaredBefore
                ? t("results:trust.declared", { rule })
                : t("results:trust.explored", { rule })}
            </p>
          ),
          warns: !data.declaredBefore,
        },
        {
          label: t("counting:publishing.plan"),
          said: <StandingNotice base={base} plan={data.plan ?? undefined} />,
          warns: data.plan !== null && data.plan.standing !== "complete",
        },
        {
          label: t("counting:publishing.left"),
          said: (
            <p>
              {left > 0
                ? t("counting:publishing.leftOut", { count: left })
                : t("counting:publishing.nothingLeft")}
            </p>
          ),
          warns: left > 0,
          change: `${base}/manage/compile`,
        },
        ...(quorum
          ? [
              {
                label: t("counting:publishing.quorum"),
                said: (
                  <p>
                    {t(quorum.isReached ? "results:caution.quorumReached" : "results:caution.quorum", {
                      needed: format.number(quorum.needed),
                      voted: format.number(data.voters),
                    })}
                  </p>
                ),
                warns: !quorum.isReached,
              },
            ]
          : []),
        ...(opens > 0
          ? [
              {
                label: t("counting:publishing.ballots"),
                said: <p>{t("counting:publishing.opens", { count: opens })}</p>,
              },
            ]
          : []),
        { label: t("common:act.told"), said: <Told count={data.told} /> },
      ]}
      forGood={[t("counting:publishing.stays"), t("counting:publishing.beside"), t("common:act.recorded")]}
    />
  );
}
