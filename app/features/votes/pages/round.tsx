import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { onRound } from "~/features/rounds/registrations/place.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { opensAtOf, roundPage } from "~/features/rounds/services/roundViews.server";
import { Extensions } from "~/features/rounds/ui/Extensions";
import { VoidNotice } from "~/features/rounds/ui/VoidNotice";
import { namedRule } from "~/features/rules/services/namedRule";
import { RuleText } from "~/features/rules/ui/RuleText";
import { ruleName } from "~/features/rules/ui/ruleName";
import { CameFact } from "~/features/votes/ui/CameFact";
import { RoundLead } from "~/features/votes/ui/RoundLead";
import { RoundTerms } from "~/features/votes/ui/RoundTerms";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { SignInLink } from "~/ui/frame/SignInLink";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(
  onRound("components"),
  "anyone",
  async ({ deps, hasLeft, language, process, round, workgroup, standing }) => {
    const page = await roundPage(deps, round);
    return {
      slug: process.slug,
      process: localize(process.title, language),
      id: round.id,
      number: round.number,
      title: localize(round.title, language),
      note: round.note && localize(round.note, language),
      workgroup: workgroup && { key: workgroup.key, name: workgroup.name },
      rule: round.rule,
      named: namedRule(round.rule),
      ruleHash: round.ruleHash,
      plan: round.plan,
      asked: round.asked.length,
      componentVersion: round.componentVersion,
      offersNotNecessary: round.offersNotNecessary,
      offersCannotJudge: round.offersCannotJudge,
      attribution: round.attribution,
      reveal: round.reveal,
      opensAt: opensAtOf(round),
      openedAt: round.openedAt,
      closesAt: round.closesAt,
      closedAt: round.closedAt,
      voidedAt: round.voidedAt,
      signedIn: standing.signedIn && !standing.suspended,
      seated: standing.seated,
      mayReturn: hasLeft && (workgroup === null || standing.workgroupRole !== null),
      isOrganizer: standing.organizer,
      ...page,
    };
  },
);

export const action = acts(onRound("components"), "signed-in", {
  join: intent(z.strictObject({}), async ({ actor, deps, round, process, to }) => {
    const joined = await joinRoll(deps, actor, round);
    return joined.ok ? redirect(to(`/p/${process.slug}/rounds/${round.number}/ballot`)) : joined;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function Round() {
  const data = useLoaderData<typeof loader>();
  const words = useWords();
  const { t } = words;
  const base = `/p/${data.slug}`;
  const here = `${base}/rounds/${data.number}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/votes`}>{t("common:nav.votes")}</PageLink> ›{" "}
        {t("rounds:number", { number: data.number })}
      </Crumbs>
      <h1>
        {data.workgroup ? <bdi>{data.workgroup.name}</bdi> : t("rounds:public")} ·{" "}
        <Content view={data.title} />
      </h1>
      <RoundLead {...data} />
      {data.note && (
        <p className="notice measure">
          <Content view={data.note} />
        </p>
      )}
      <VoidNotice round={data.id} since={data.voidedAt} />
      <Extensions round={data.id} extensions={data.extensions} />
      <Refused intent="join" />
      {data.phase === "open" && (
        <div className="actions">
          {data.seated && (
            <PageLink to={`${here}/ballot`} className="btn">
              {t("votes:vote")}
            </PageLink>
          )}
          {data.seated && (
            <PageLink to="/profile/parts" className="btn q">
              {t("votes:leaveRoll")}
            </PageLink>
          )}
          {data.mayReturn && <p className="quiet">{t("votes:takeBack")}</p>}
          {!data.seated && data.signedIn && (data.workgroup === null || data.mayReturn) && (
            <PostForm>
              <Submit intent="join">{t(data.mayReturn ? "votes:takeSeatBack" : "votes:join")}</Submit>
            </PostForm>
          )}
          {!data.seated && data.signedIn && data.workgroup && !data.mayReturn && (
            <p className="quiet">{t("votes:notOnRoll")}</p>
          )}
          {!data.signedIn && (
            <SignInLink back={here} className="btn">
              {t("votes:signInToVote")}
            </SignInLink>
          )}
          {data.isOrganizer && (
            <PageLink to={`${base}/manage/rounds/${data.number}`} className="btn q">
              {t("votes:manage")}
            </PageLink>
          )}
        </div>
      )}
      <dl className="facts">
        <div>
          <dt>{t("votes:fact.roll")}</dt>
          <dd>
            {data.onRoll ?? t("votes:fact.few")}
            {data.isGrowing && <small className="block">{t("votes:fact.inTens")}</small>}
          </dd>
        </div>
        {data.phase !== "draft" && <CameFact came={data.came} />}
        <div>
          <dt>{t("votes:fact.voted")}</dt>
          <dd>{data.voted ?? <small>{t("votes:fact.hidden")}</small>}</dd>
        </div>
        <div>
          <dt>{t("votes:fact.asked")}</dt>
          <dd>
            {data.asked}{" "}
            <small className="block">{t("votes:fact.version", { version: data.componentVersion })}</small>
          </dd>
        </div>
        <div>
          <dt>{t("votes:fact.log")}</dt>
          <dd>
            <small>
              {data.openedAt ? (
                <PageLink to={`${here}/log`}>{t("votes:log")}</PageLink>
              ) : (
                t("votes:fact.notYet")
              )}
              <br />
              {data.openedAt && <PageLink to={`${here}/receipt`}>{t("rounds:findReceipt")}</PageLink>}
            </small>
          </dd>
        </div>
      </dl>
      <div className="cols">
        <section aria-labelledby="rule">
          <h2 id="rule">
            {t("votes:ruleHeading")} <bdi>{ruleName(words, data.named)}</bdi>
          </h2>
          <RuleText rule={data.rule} />
        </section>
        <RoundTerms base={base} round={data} />
      </div>
    </>
  );
}
