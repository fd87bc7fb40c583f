import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { levels } from "~/features/results/domain/checklist";
import { decideReviewSchema, reviewRuleSchema, systemSchema } from "~/features/reviews/contracts/reviews";
import { ruleFor } from "~/features/reviews/services/board.server";
import { listApplicants } from "~/features/reviews/services/desk/applicants.server";
import { systemsPage } from "~/features/reviews/services/findSystem.server";
import { saveSystem, setReviewRule, systemShown } from "~/features/reviews/services/saveSystem.server";
import { decideReview } from "~/features/reviews/services/volunteer.server";
import { blank, SystemForm } from "~/features/reviews/ui/SystemForm";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { pageAsked } from "~/kernel/paging";
import { versionOf } from "~/platform/version.server";
import { Choice, Group, Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const [{ rows: systems, ...paging }, groups, { rows: applicants, ...applied }] = await Promise.all([
    systemsPage(deps, process, pageAsked(url)),
    workgroupsOf(deps.db, process.id),
    listApplicants(deps, process, pageAsked(url, "applicants")),
  ]);
  const opened = url.searchParams.get("system");
  return {
    ...paging,
    applied,
    slug: process.slug,
    title: t("reviews:title"),
    rule: ruleFor(process),
    groups: groups.map(({ id, name }) => ({ id, name })),
    systems: systems.map((one) => {
      const shown = systemShown(one, language);
      const edited = { was: one.key, key: one.key, ...shown, seen: versionOf(shown) };
      return { key: one.key, name: one.name, edited: one.key === opened ? edited : null };
    }),
    applicants,
  };
});

export const action = acts(inProcess, "organizer", {
  save: intent(systemSchema, ({ actor, deps, language, process }, input) =>
    saveSystem(deps, actor, process, language, input),
  ),
  rule: intent(reviewRuleSchema, ({ actor, deps, process }, input) =>
    setReviewRule(deps, actor, process, input),
  ),
  decide: intent(decideReviewSchema, ({ actor, deps, process }, input) =>
    decideReview(deps, actor, process, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageSystems() {
  const { slug, systems, groups, rule, applicants, applied, page, pages, total } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("reviews:title")}</h1>
      <p className="lead">{t("reviews:manage.lead")}</p>
      {(["save", "rule", "decide"] as const).map((name) => (
        <div key={name}>
          <Refused intent={name} />
          <Saved intent={name}>{t("common:saved")}</Saved>
        </div>
      ))}
      <section className="section" aria-labelledby="applicants">
        <h2 id="applicants">{t("reviews:manage.applicants")}</h2>
        {applicants.length === 0 && <p className="quiet">{t("reviews:manage.noApplicants")}</p>}
        <ul className="clean measure">
          {applicants.map((one) => (
            <li key={one.id}>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>{" "}
              · <bdi>{one.system}</bdi> · {t(`reviews:manage.state.${one.state as "applied"}`)}
              {one.affiliated && <span className="frag"> {t("reviews:affiliated")}</span>}
              <br />
              <span className="small quiet">
                <Moment at={one.appliedAt} />
              </span>
              {one.motivation && (
                <p className="small">
                  <bdi>{one.motivation}</bdi>
                </p>
              )}
              <PostForm className="actions">
                <input type="hidden" name="review" value={one.id} />
                {one.affiliated && <input type="hidden" name="affiliated" value="yes" />}
                {one.state !== "confirmed" && (
                  <button className="btn mini" type="submit" name="decision" value="confirmed">
                    {t("reviews:manage.confirm")}
                  </button>
                )}
                {one.state !== "declined" && (
                  <button className="btn q mini" type="submit" name="decision" value="declined">
                    {t("reviews:manage.decline")}
                  </button>
                )}
                <input type="hidden" name="intent" value="decide" />
              </PostForm>
            </li>
          ))}
        </ul>
        <Pager {...applied} name="applicants" part="applicants" label={t("reviews:manage.applicants")} />
      </section>
      <section className="section measure" aria-labelledby="rule">
        <h2 id="rule">{t("reviews:rule.title")}</h2>
        <PostForm>
          <Group legend={t("reviews:manage.levels")} of={["rule", "levels"]}>
            {levels.map((level) => (
              <Tick
                key={level}
                name="levels"
                value={level}
                label={t(`drafts:level.${level}`)}
                on={rule.levels.includes(level)}
              />
            ))}
          </Group>
          <fieldset className="field">
            <legend>{t("reviews:value.not-applicable")}</legend>
            {(["counts-as-allowed", "counts-as-missing"] as const).map((one) => (
              <Choice
                key={one}
                name="notApplicable"
                value={one}
                label={t(`reviews:rule.notApplicable.${one}`)}
                on={rule.notApplicable === one}
              />
            ))}
          </fieldset>
          <fieldset className="field">
            <legend>{t("reviews:affiliated")}</legend>
            {(["counted", "shown-only"] as const).map((one) => (
              <Choice
                key={one}
                name="affiliated"
                value={one}
                label={t(`reviews:rule.affiliated.${one}`)}
                on={rule.affiliated === one}
              />
            ))}
          </fieldset>
          <div className="actions">
            <Submit intent="rule" kind="q">
              {t("common:save")}
            </Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("reviews:manage.add")}</h2>
        <SystemForm key={total} system={blank} groups={groups} />
      </section>
      {systems.map((system) => (
        <section className="section" key={system.key} aria-labelledby={`s-${system.key}`}>
          <h2 id={`s-${system.key}`}>
            <PageLink to={`/p/${slug}/systems/${system.key}`}>
              <bdi>{system.name}</bdi>
            </PageLink>
          </h2>
          {system.edited ? (
            <SystemForm system={system.edited} groups={groups} />
          ) : (
            <p>
              <PageLink to={`/p/${slug}/manage/systems?page=${page}&system=${system.key}#s-${system.key}`}>
                {t("reviews:manage.edit")}
              </PageLink>
            </p>
          )}
        </section>
      ))}
      <Pager page={page} pages={pages} />
    </>
  );
}
