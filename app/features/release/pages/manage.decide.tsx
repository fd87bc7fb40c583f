import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { confirmSchema, takeBackSchema } from "~/features/confirmations/contracts/confirming";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { ConfirmedActPage, requestsFor } from "~/features/confirmations/ui/ConfirmedActPage";
import { inProcess } from "~/features/membership/registrations/place.server";
import { decideSchema } from "~/features/release/contracts/release";
import { confirmDecision, recordDecision } from "~/features/release/services/decide.server";
import { askToDecide, decidePage } from "~/features/release/services/decidePage.server";
import { DecisionFields, DecisionSaid } from "~/features/release/ui/DecisionFields";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { wholeNumber } from "~/kernel/wholeNumber";
import { Told } from "~/ui/forms/ActPage";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ actor, deps, params, process }) => {
  const page = await decidePage(deps, actor, process, params.snapshot);
  if (!page) throw refuse("not_found");
  return { ...page, slug: process.slug, today: deps.now().toISOString().slice(0, 10) };
});

export const action = acts(inProcess, "organizer", {
  decide: intent(decideSchema, async ({ actor, deps, params, process, to }, { seen, ...input }) => {
    const number = wholeNumber(params.snapshot ?? "");
    if (number === null) throw refuse("not_found");
    const decided = await recordDecision(deps, actor, process, { ...input, snapshot: number }, seen);
    return decided.ok ? redirect(to(`/p/${process.slug}/board/${number}`)) : decided;
  }),
  ask: intent(decideSchema, ({ actor, deps, params, process }, { seen, ...input }) => {
    const number = wholeNumber(params.snapshot ?? "");
    if (number === null) throw refuse("not_found");
    return askToDecide(deps, actor, process, { ...input, snapshot: number }, seen);
  }),
  confirm: intent(confirmSchema, async ({ actor, deps, params, process, to }, input) => {
    const number = wholeNumber(params.snapshot ?? "");
    if (number === null) throw refuse("not_found");
    const decided = await confirmDecision(deps, actor, process, { ...input, snapshot: number });
    return decided.ok ? redirect(to(`/p/${process.slug}/board/${number}`)) : decided;
  }),
  takeBack: intent(takeBackSchema, ({ actor, deps, process }, { asked }) =>
    takeBack(deps, actor, process, asked),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.meeting ?? ""} · Codraft` },
];

export default function DecideGate() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { number, draft, met, gates, state, commentsUntil } = data;
  const base = `/p/${data.slug}`;
  const { second } = data;
  const requests = second && requestsFor(second);
  const waiting = requests?.toConfirm ?? requests?.own;
  const said = second?.waiting.find(({ id }) => id === waiting?.id)?.said;
  return (
    <ConfirmedActPage
      act={data}
      second={second}
      title={t("release:deciding.title", { label: draft })}
      lead={t("release:deciding.lead")}
      intent={second ? "confirm" : "decide"}
      button={t("release:manage.record")}
      back={`${base}/manage/release`}
      points={[
        ...(said ? [{ label: t("release:decisionTitle"), said: <DecisionSaid said={said} /> }] : []),
        {
          label: t("release:manage.onSnapshot"),
          said: (
            <>
              <p>
                <PageLink to={`${base}/board/${number}`}>
                  <bdi>{data.meeting}</bdi>
                </PageLink>{" "}
                · <Moment at={data.takenAt} />
              </p>
              <p>{t("release:metOf", { met, gates })}</p>
            </>
          ),
          warns: met < gates,
        },
        {
          label: t("release:manage.approve"),
          said: (
            <>
              <p>{t(`release:deciding.${state === "final" ? "isFinal" : "becomesFinal"}`)}</p>
              {state !== "final" && commentsUntil && (
                <p>
                  {t("release:deciding.window")} (<Moment at={commentsUntil} />)
                </p>
              )}
              {state === "superseded" && <p>{t("errors:field.superseded")}</p>}
              {data.approval !== null && <p>{t("release:deciding.approvalOpen")}</p>}
            </>
          ),
          warns: data.approval !== null || state === "superseded",
        },
        { label: t("release:manage.sendBack"), said: <p>{t("release:deciding.back")}</p> },
        { label: t("common:act.told"), said: <Told count={data.told} /> },
      ]}
      forGood={[t("release:deciding.once"), t("release:deciding.final"), t("common:act.recorded")]}
    >
      {!data.blocked && <DecisionFields today={data.today} intent={second ? "ask" : "decide"} />}
    </ConfirmedActPage>
  );
}
