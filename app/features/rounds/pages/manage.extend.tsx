import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { countOthers } from "~/features/notices/services/notify.server";
import { extendSchema } from "~/features/rounds/contracts/deadline";
import { roundPath } from "~/features/rounds/domain/roundPath";
import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { extendDeadline, extendingPage } from "~/features/rounds/services/deadline/extendDeadline.server";
import { roundDesk } from "~/features/rounds/services/roundViews.server";
import { roundWords } from "~/features/rounds/ui/roundWords";
import { VotedSoFar } from "~/features/rounds/ui/VotedSoFar";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { ActPage, Told } from "~/ui/forms/ActPage";
import { Field, LongText } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/languages/LanguageField";
import { MomentField } from "~/ui/forms/MomentField";
import { Moment } from "~/ui/text/Moment";

export const loader = reads(onAnyRound, "organizer", async ({ actor, deps, language, process, round }) => {
  const { soFar, phase } = await roundDesk(deps, round);
  return {
    ...extendingPage(round, phase),
    slug: process.slug,
    kind: round.kind,
    number: round.number,
    title: localize(round.title, language).text,
    closesAt: round.closesAt,
    soFar,
    told: soFar.told === "in-tens" ? await countOthers(deps.db, process, actor.id) : soFar.onRoll,
  };
});

export const action = acts(onAnyRound, "organizer", {
  extend: intent(extendSchema, async ({ actor, deps, process, round, to }, input) => {
    const extended = await extendDeadline(deps, actor, process, round, input);
    return extended.ok ? redirect(to(`/p/${process.slug}/${roundPath(round)}`)) : extended;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ExtendDeadline() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { kind, number, closesAt } = data;
  const words = roundWords[kind];
  return (
    <ActPage
      act={data}
      title={t(words.extending[closesAt ? "later" : "first"], { number })}
      lead={<bdi>{data.title}</bdi>}
      intent="extend"
      button={t(closesAt ? "rounds:extending.button" : "rounds:extending.give.button")}
      back={`/p/${data.slug}/manage/${roundPath({ kind, number })}`}
      points={[
        {
          label: t("rounds:extending.now"),
          said: <p>{closesAt ? <Moment at={closesAt} /> : t("rounds:extending.byHand")}</p>,
        },
        { label: t("common:act.told"), said: <Told count={data.told} /> },
        {
          label: t("rounds:extending.cast"),
          said: (
            <>
              <p>
                <VotedSoFar of={data.soFar} />
              </p>
              <p>{t("rounds:extending.stays")}</p>
            </>
          ),
        },
      ]}
      forGood={[
        ...(closesAt ? [] : [t("rounds:extending.give.closes")]),
        t("rounds:extending.onlyLater"),
        t(closesAt ? "rounds:extending.public" : "rounds:extending.give.public"),
        t("common:act.recorded"),
      ]}
    >
      {!data.blocked && (
        <div className="card">
          <MomentField
            name="until"
            label={t("rounds:extending.until")}
            hint={t(closesAt ? "rounds:extending.untilHint" : "rounds:extending.give.untilHint")}
            of={["extend", "until"]}
            value={closesAt}
            required
          />
          <Field
            label={t("rounds:extending.reason")}
            hint={t("rounds:extending.reasonHint")}
            of={["extend", "reason"]}
          >
            <LongText name="reason" required maxLength={1000} />
          </Field>
          <LanguageField />
        </div>
      )}
    </ActPage>
  );
}
