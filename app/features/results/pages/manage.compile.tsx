import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { compileSchema } from "~/features/results/contracts/compile";
import { compileRounds } from "~/features/results/services/compileRounds.server";
import { chosenRule } from "~/features/results/services/counting/chosenRule.server";
import { compilationsPage } from "~/features/results/services/listCompilations.server";
import { CompilationList } from "~/features/results/ui/CompilationList";
import { roundsPage } from "~/features/rounds/services/roundViews.server";
import { presetNames } from "~/features/rules/domain/presets";
import { ruleName } from "~/features/rules/ui/ruleName";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { RoundId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Choice, Field, Group, LongText, Refused, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

/** Those that are counted together are ticked on one page. */
const roundsPerPage = 200;

export const loader = reads(inProcess, "organizer", async ({ language, process, shared, t, url }) => {
  const [rounds, open, compilations] = await Promise.all([
    // Those that no result counts come first.
    shared(roundsPage, process, language, {
      part: "countable",
      page: pageAsked(url),
      perPage: roundsPerPage,
    }),
    shared(roundsPage, process, language, { part: "open", page: 1, perPage: 1 }),
    shared(compilationsPage, process, language, { page: pageAsked(url, "results"), withUnpublished: true }),
  ]);
  return {
    ...rounds,
    title: t("processes:manage.nav.compile"),
    slug: process.slug,
    open: open.total,
    compilations,
  };
});

export const action = acts(inProcess, "organizer", {
  compile: intent(compileSchema, async ({ actor, deps, language, process, to }, input) => {
    const rule = await chosenRule(deps, process, input.choice, input.rule);
    if (!rule.ok) return rule;
    const compiled = await compileRounds(deps, actor, process, {
      roundIds: input.rounds as RoundId[],
      rule: rule.value,
      title: input.title,
      intro: plain(input.intro, language),
    });
    return compiled.ok
      ? redirect(to(`/p/${process.slug}/manage/compilations/${compiled.value.number}`))
      : compiled;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Compile() {
  const { slug, rows: rounds, page, pages, open, compilations } = useLoaderData<typeof loader>();
  const words = useWords();
  const { t } = words;
  const fresh = rounds.filter(({ phase }) => phase === "closed");
  // Those of a plan are counted together, and by themselves.
  const planned = fresh.find(({ plan }) => plan !== null)?.plan;
  const proposed = planned === undefined ? fresh : rounds.filter(({ plan }) => plan === planned);
  const ticked = new Set((proposed.length > 0 ? proposed : rounds).map(({ id }) => id));
  const declared = new Map(rounds.map((round) => [round.ruleHash, ruleName(words, round.rule)]));
  const firstHash = (proposed[0] ?? rounds[0])?.ruleHash;
  return (
    <>
      <h1>{t("processes:manage.nav.compile")}</h1>
      <p className="lead">{t("counting:compile.lead")}</p>
      {rounds.length === 0 ? (
        <p className="notice">
          {t("counting:compile.noClosed", { count: open })}{" "}
          <PageLink to={`/p/${slug}/manage/rounds`}>{t("processes:manage.nav.rounds")}</PageLink>
        </p>
      ) : (
        <PostForm>
          <Refused intent="compile" />
          <Field label={t("counting:compile.title")} of={["compile", "title"]}>
            <input name="title" required maxLength={160} />
          </Field>
          <Field
            label={t("counting:compile.intro")}
            hint={t("counting:compile.introHint")}
            of={["compile", "intro"]}
          >
            <LongText name="intro" maxLength={8000} />
          </Field>
          <Group legend={t("counting:compile.rounds")} of={["compile", "rounds"]}>
            {rounds.map((round) => (
              <Tick
                key={round.id}
                name="rounds"
                value={round.id}
                on={ticked.has(round.id)}
                label={
                  <>
                    {t("rounds:number", { number: round.number })} ·{" "}
                    <bdi>{round.workgroup ?? t("rounds:public")}</bdi> · {round.title.text}{" "}
                    <span className="quiet small">
                      ({ruleName(words, round.rule)})
                      {round.plan !== null && <> · {t("plans:number", { number: round.plan })}</>}
                    </span>
                  </>
                }
              />
            ))}
          </Group>
          <Pager page={page} pages={pages} label={t("counting:compile.rounds")} />
          <Group legend={t("counting:compile.rule")} of={["compile", "choice"]}>
            {[...declared].map(([hash, name]) => (
              <Choice
                key={hash}
                name="choice"
                value={`declared:${hash}`}
                on={hash === firstHash}
                label={<code>{name}</code>}
                hint={t("counting:compile.declared")}
              />
            ))}
            <details className="more">
              <summary>{t("counting:compile.explore")}</summary>
              <p className="quiet small">{t("counting:compile.exploreLead")}</p>
              {presetNames.map((name) => (
                <Choice
                  key={name}
                  name="choice"
                  value={`preset:${name}`}
                  on={false}
                  label={
                    <>
                      {ruleName(words, { preset: name, name })} <code>{name}</code>
                    </>
                  }
                  hint={t(`votes:preset.${name}`)}
                />
              ))}
              <Choice name="choice" value="own" on={false} label={t("counting:compile.own")} />
              <Field
                label={t("votes:round.ruleJson")}
                hint={t("votes:round.ruleHint")}
                of={["compile", "rule"]}
              >
                <LongText name="rule" className="code" />
              </Field>
            </details>
          </Group>
          <div className="actions">
            <Submit intent="compile">{t("counting:compile.do")}</Submit>
          </div>
        </PostForm>
      )}
      <section className="section" aria-labelledby="made">
        <h2 id="made">{t("counting:compile.made")}</h2>
        <CompilationList base={`/p/${slug}`} compilations={compilations.rows} />
        <Pager page={compilations.page} pages={compilations.pages} name="results" part="made" />
      </section>
    </>
  );
}
