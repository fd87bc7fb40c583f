import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { draftRound } from "~/features/rounds/services/draftRound.server";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { defaultPreset, presetNames } from "~/features/rules/domain/presets";
import { roundSchema } from "~/features/votes/contracts/round";
import { roundChoices } from "~/features/votes/services/roundForm.server";
import { roundInput } from "~/features/votes/services/roundInput.server";
import { RoundForm } from "~/features/votes/ui/RoundForm";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ language, process, shared, t, url }) => {
  const [rounds, choices] = await Promise.all([
    shared(roundsPage, process, language, { part: "all", page: pageAsked(url) }),
    shared(roundChoices, process, language, null),
  ]);
  return {
    title: t("processes:manage.nav.rounds"),
    slug: process.slug,
    ...rounds,
    ...choices,
    preset: presetNames.find((name) => name === process.usualRule) ?? defaultPreset,
  };
});

export const action = acts(inProcess, "organizer", {
  draft: intent(roundSchema, async ({ actor, deps, process, to }, input) => {
    const read = roundInput(input);
    if (!read.ok) return read;
    const drafted = await draftRound(deps, actor, process, read.value);
    return drafted.ok ? redirect(to(`/p/${process.slug}/manage/rounds/${drafted.value.number}`)) : drafted;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageRounds() {
  const { slug, rows: rounds, page, pages, groups, components, preset } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("processes:manage.nav.rounds")}</h1>
      <p className="lead">{t("votes:rounds.lead")}</p>
      {rounds.length === 0 && <p className="quiet">{t("votes:rounds.none")}</p>}
      <ul className="clean">
        {rounds.map((round) => (
          <li key={round.number}>
            <PageLink to={`/p/${slug}/manage/rounds/${round.number}`}>
              {t("rounds:number", { number: round.number })} · {round.workgroup ?? t("rounds:public")} ·{" "}
              {round.title.text}
            </PageLink>{" "}
            <span className="quiet small">{t(`rounds:phase.${round.phase}`)}</span>
          </li>
        ))}
      </ul>
      <Pager page={page} pages={pages} />
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("votes:rounds.new")}</h2>
        {components.length === 0 ? (
          <p className="notice warn">
            {t("votes:rounds.noComponents")}{" "}
            <PageLink to={`/p/${slug}/manage/components`}>{t("processes:manage.nav.components")}</PageLink>
          </p>
        ) : (
          <RoundForm
            intent="draft"
            groups={groups}
            components={components}
            values={{
              title: "",
              workgroup: groups[0]?.id ?? "public",
              preset,
              rule: "",
              leastVoters: "",
              leastTurnout: "",
              asked: components.map(({ key }) => key),
              offersNotNecessary: true,
              offersCannotJudge: false,
              attribution: "pseudonymous",
              reveal: "at-publication",
              closesAt: "",
            }}
          />
        )}
      </section>
    </>
  );
}
