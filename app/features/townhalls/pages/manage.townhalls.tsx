import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { agreementsSchema, seriesSchema, townhallSchema } from "~/features/meetings/contracts/meeting";
import { wallClock, zoneNames } from "~/features/meetings/domain/series";
import { agreementsOf, setAgreements } from "~/features/meetings/services/agreements.server";
import { newestTownhall, townhallPages } from "~/features/meetings/services/findTownhall.server";
import { planSeries, planTownhall } from "~/features/meetings/services/plan.server";
import { MeetingFields, type MeetingValues } from "~/features/meetings/ui/MeetingFields";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Labelled } from "~/ui/text/Labelled";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const [{ rows, ...paging }, newest, drafts, agreements] = await Promise.all([
    townhallPages(deps, process, "all", pageAsked(url)),
    newestTownhall(deps, process),
    listDrafts(deps, process, false),
    agreementsOf(deps.db, process.id),
  ]);
  const week = 7 * 24 * 60 * 60 * 1000;
  const zone = newest?.zone ?? "UTC";
  const [day, time] = wallClock(zone, new Date((newest?.startsAt ?? deps.now()).getTime() + week));
  return {
    slug: process.slug,
    title: t("townhalls:manage.title"),
    ...paging,
    townhalls: rows.map((one) => ({
      number: one.number,
      title: localize(one.title, language),
      startsAt: one.startsAt,
      state: one.state,
    })),
    drafts: drafts.map(({ label }) => label).reverse(),
    agreements: agreements ? localize(agreements.text, language).text : "",
    zones: zoneNames(),
    blank: {
      title: "",
      day,
      time: newest ? time : "17:00",
      zone,
      minutesLong: newest?.minutesLong ?? 60,
      languages: newest?.languages ?? [language],
      callUrl: newest?.callUrl ?? "",
      slidesUrl: "",
      draft: drafts.at(-1)?.label ?? "",
      agenda: "",
    } satisfies MeetingValues,
  };
});

export const action = acts(inProcess, "organizer", {
  plan: intent(townhallSchema, async ({ deps, actor, language, process, to }, input) => {
    const made = await planTownhall(deps, actor, process, language, input);
    return made.ok ? redirect(to(`/p/${process.slug}/manage/townhalls/${made.value.number}`)) : made;
  }),
  series: intent(seriesSchema, ({ deps, actor, language, process }, input) =>
    planSeries(deps, actor, process, language, input),
  ),
  agreements: intent(agreementsSchema, ({ deps, actor, language, process }, { text }) =>
    setAgreements(deps, actor, process, language, text),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageTownhalls() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <h1>{data.title}</h1>
      <p className="lead">{t("townhalls:manage.lead")}</p>
      <Saved intent="series">{t("townhalls:manage.planned")}</Saved>
      <Saved intent="agreements">{t("common:saved")}</Saved>
      {data.townhalls.length === 0 ? (
        <p className="quiet">{t("townhalls:manage.none")}</p>
      ) : (
        <ul className="meetings">
          {data.townhalls.map((one) => (
            <li key={one.number}>
              <PageLink to={`${base}/manage/townhalls/${one.number}`}>
                <Labelled label={t("townhalls:title", { number: one.number })}>
                  <Content view={one.title} />
                </Labelled>
              </PageLink>
              <span className="quiet small">
                <Moment at={one.startsAt} /> · {t(`live:state.${one.state}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Pager page={data.page} pages={data.pages} />
      <section className="section" aria-labelledby="plan">
        <h2 id="plan">{t("townhalls:manage.plan")}</h2>
        <Refused intent="plan" />
        <PostForm className="note">
          <MeetingFields intent="plan" values={data.blank} drafts={data.drafts} zones={data.zones} />
          <div className="actions">
            <Submit intent="plan">{t("townhalls:manage.planDo")}</Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="series">
        <h2 id="series">{t("townhalls:manage.series")}</h2>
        <Refused intent="series" />
        <PostForm className="note">
          <MeetingFields intent="series" values={data.blank} drafts={data.drafts} zones={data.zones} />
          <div className="row">
            <Field label={t("townhalls:manage.every")}>
              <select name="everyWeeks" defaultValue="2">
                {[1, 2, 3, 4].map((weeks) => (
                  <option key={weeks} value={weeks}>
                    {t("townhalls:manage.weeks", { count: weeks })}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t("townhalls:manage.until")} of={["series", "until"]}>
              <input name="until" type="date" required />
            </Field>
          </div>
          <div className="actions">
            <Submit intent="series">{t("townhalls:manage.seriesDo")}</Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="agreements">
        <h2 id="agreements">{t("townhalls:agreements.title")}</h2>
        <Refused intent="agreements" />
        <PostForm className="note">
          <Field
            label={t("townhalls:agreements.text")}
            hint={t("townhalls:agreements.hint")}
            of={["agreements", "text"]}
          >
            <LongText name="text" rows={8} maxLength={4000} defaultValue={data.agreements} dir="auto" />
          </Field>
          <div className="actions">
            <Submit intent="agreements">{t("common:save")}</Submit>
          </div>
        </PostForm>
      </section>
    </>
  );
}
