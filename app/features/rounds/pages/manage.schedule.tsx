import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { scheduleSchema } from "~/features/rounds/contracts/schedule";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import {
  scheduleOpening,
  schedulingPage,
  unschedule,
} from "~/features/rounds/services/schedule/scheduleOpening.server";
import { roundWords } from "~/features/rounds/ui/roundWords";
import { Scheduled } from "~/features/rounds/ui/Scheduled";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { ActPage } from "~/ui/forms/ActPage";
import { Refused, Submit } from "~/ui/forms/forms";
import { MomentField } from "~/ui/forms/MomentField";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";

export const loader = reads(onAnyRound, "organizer", async ({ language, process, round, workgroup }) => ({
  ...schedulingPage(round),
  slug: process.slug,
  kind: round.kind,
  number: round.number,
  title: localize(round.title, language).text,
  workgroup: workgroup?.name ?? null,
  opensAt: round.opensAt,
  openingRefused: round.openingRefused,
  closesAt: round.closesAt,
}));

export const action = acts(onAnyRound, "organizer", {
  schedule: intent(scheduleSchema, async ({ actor, deps, process, round, to }, input) => {
    const set = await scheduleOpening(deps, actor, round, input);
    return set.ok ? redirect(to(`/p/${process.slug}/manage/${roundPath(round)}`)) : set;
  }),
  unschedule: intent(nothingSchema, async ({ actor, deps, process, round, to }) => {
    const taken = await unschedule(deps, actor, round);
    return taken.ok ? redirect(to(`/p/${process.slug}/manage/${roundPath(round)}`)) : taken;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ScheduleOpening() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { kind, number, workgroup, closesAt, opensAt } = data;
  const words = roundWords[kind].scheduling;
  return (
    <>
      <ActPage
        act={data}
        title={t(words.title, { number })}
        lead={<bdi>{data.title}</bdi>}
        intent="schedule"
        button={t("rounds:scheduling.button")}
        back={`/p/${data.slug}/manage/${roundPath({ kind, number })}`}
        points={[
          {
            label: t("common:act.told"),
            said: <p>{workgroup ? t("rounds:scheduling.members", { workgroup }) : t(words.everyone)}</p>,
          },
          {
            label: t("rounds:scheduling.closes"),
            said: <p>{closesAt ? <Moment at={closesAt} /> : t("rounds:extending.byHand")}</p>,
          },
          { label: t("rounds:scheduling.until"), said: <p>{t("rounds:scheduling.changeable")}</p> },
          { label: t("rounds:scheduling.unless"), said: <p>{t("rounds:scheduling.checked")}</p> },
        ]}
        forGood={[t("rounds:scheduling.frozen"), t("rounds:scheduling.recorded")]}
      >
        <Scheduled opensAt={opensAt} openingRefused={data.openingRefused} />
        {!data.blocked && (
          <div className="card">
            <MomentField
              name="opensAt"
              label={t("rounds:scheduling.opensAt")}
              hint={t("rounds:scheduling.hint")}
              of={["schedule", "opensAt"]}
              value={opensAt}
              required
            />
          </div>
        )}
      </ActPage>
      {opensAt && !data.blocked && (
        <PostForm className="section">
          <Refused intent="unschedule" />
          <Submit intent="unschedule" kind="q">
            {t("rounds:scheduling.takeBack")}
          </Submit>
        </PostForm>
      )}
    </>
  );
}
