import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { askSchema, confirmedSchema, takeBackSchema } from "~/features/confirmations/contracts/confirming";
import { takeBack } from "~/features/confirmations/services/askSecond.server";
import { ConfirmedActPage } from "~/features/confirmations/ui/ConfirmedActPage";
import { countOthers } from "~/features/notices/services/notify.server";
import { roundTraits } from "~/features/rounds/domain/roundKinds";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { closeAsRead, closingPage } from "~/features/rounds/services/closeRound.server";
import { askToClose, secondOrganizerToClose } from "~/features/rounds/services/deadline/askToClose.server";
import { roundDesk } from "~/features/rounds/services/roundViews.server";
import { roundWords } from "~/features/rounds/ui/roundWords";
import { VotedSoFar } from "~/features/rounds/ui/VotedSoFar";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Told } from "~/ui/forms/ActPage";

export const loader = reads(onAnyRound, "organizer", async ({ actor, deps, language, process, round }) => {
  const [{ soFar }, second] = await Promise.all([
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
    soFar,
    told:
      roundTraits[round.kind].closingTells === "everyone"
        ? await countOthers(deps.db, process, actor.id)
        : soFar.told === "in-tens"
          ? null
          : soFar.onRoll,
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
  const { kind, number, soFar, told } = data;
  const words = roundWords[kind].closing;
  const isSomebodyLeft = soFar.told === "in-steps" && soFar.step !== "all";
  return (
    <ConfirmedActPage
      act={data}
      second={data.second}
      title={t(words.title, { number })}
      lead={<bdi>{data.title}</bdi>}
      intent="close"
      button={t(words.button)}
      back={`/p/${data.slug}/manage/${roundPath({ kind, number })}`}
      points={[
        {
          label: t("rounds:closing.who"),
          said: (
            <>
              <p>
                <VotedSoFar of={soFar} />
              </p>
              {isSomebodyLeft && <p>{t("rounds:closing.someLeft")}</p>}
            </>
          ),
          warns: isSomebodyLeft,
        },
        {
          label: t("common:act.told"),
          said: told === null ? <p>{t("rounds:closing.roll")}</p> : <Told count={told} />,
        },
        {
          label: t("rounds:closing.next"),
          said: <p>{t(words.counted ?? `rounds:closing.reveal.${data.reveal}`)}</p>,
        },
      ]}
      forGood={[t("rounds:closing.ended"), t("rounds:closing.sealed"), t("common:act.recorded")]}
    />
  );
}
