import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { askSchema, confirmedSchema, takeBackSchema } from "~/features/confirmations/contracts/confirming";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { ConfirmedActPage } from "~/features/confirmations/ui/ConfirmedActPage";
import { countOthers } from "~/features/notices/services/notify.server";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { closeAsRead, closingPage } from "~/features/rounds/services/closeRound.server";
import { askToClose, secondOrganizerToClose } from "~/features/rounds/services/deadline/askToClose.server";
import { roundDesk } from "~/features/rounds/services/roundViews.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Told } from "~/ui/forms/ActPage";

export const loader = reads(onAnyRound, "organizer", async ({ actor, deps, language, process, round }) => {
  const [{ onRoll, voted }, second] = await Promise.all([
    roundDesk(deps, round),
    secondOrganizerToClose(deps, actor, { process, round }),
  ]);
  return {
    ...closingPage(round),
    second,
    slug: process.slug,
    kind: round.kind,
    number: round.number,
    title: localize(round.title, language).text,
    reveal: round.reveal,
    onRoll,
    voted,
    told: round.kind === "approval" ? await countOthers(deps.db, process, actor.id) : onRoll,
  };
});

export const action = acts(onAnyRound, "organizer", {
  close: intent(confirmedSchema, async ({ actor, deps, process, round, to }, input) => {
    const closed = await closeAsRead(deps, actor, round, input.seen, input.asked);
    return closed.ok ? redirect(to(`/p/${process.slug}/manage/${roundPath(round)}`)) : closed;
  }),
  ask: intent(askSchema, ({ actor, deps, process, round }, { seen }) =>
    askToClose(deps, actor, { process, round }, seen),
  ),
  takeBack: intent(takeBackSchema, ({ actor, deps, process }, { asked }) =>
    takeBack(deps, actor, process, asked),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function CloseRound() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { kind, number, onRoll, voted } = data;
  const isApproval = kind === "approval";
  const left = isApproval ? 0 : Math.max(onRoll - voted, 0);
  return (
    <ConfirmedActPage
      act={data}
      second={data.second}
      title={t(isApproval ? "rounds:closing.titleApproval" : "rounds:closing.title", { number })}
      lead={<bdi>{data.title}</bdi>}
      intent="close"
      button={t(isApproval ? "rounds:closing.buttonApproval" : "rounds:closing.button")}
      back={`/p/${data.slug}/manage/${roundPath({ kind, number })}`}
      points={[
        {
          label: t("rounds:closing.who"),
          said: (
            <>
              <p>{t(isApproval ? "rounds:closing.taken" : "rounds:closing.voted", { count: voted })}</p>
              {left > 0 && <p>{t("rounds:closing.left", { count: left })}</p>}
            </>
          ),
          warns: left > 0,
        },
        { label: t("common:act.told"), said: <Told count={data.told} /> },
        {
          label: t("rounds:closing.next"),
          said: <p>{t(isApproval ? "rounds:closing.counted" : `rounds:closing.reveal.${data.reveal}`)}</p>,
        },
      ]}
      forGood={[t("rounds:closing.ended"), t("rounds:closing.sealed"), t("common:act.recorded")]}
    />
  );
}
