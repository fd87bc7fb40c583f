import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { namedTongues } from "~/features/accounts/services/places.server";
import { answerApplicationSchema, callSchema, closeCallSchema } from "~/features/calls/contracts/calls";
import { nextSteps } from "~/features/calls/domain/calls";
import { answerApplication, listApplications } from "~/features/calls/services/applications.server";
import { callShown, closeCall, listCalls, saveCall } from "~/features/calls/services/calls.server";
import { placesToGive } from "~/features/calls/services/grant.server";
import { AcceptedFor } from "~/features/calls/ui/AcceptedFor";
import { CallForm, type Edited, tonguesIn } from "~/features/calls/ui/CallForm";
import { inProcess } from "~/features/membership/registrations/place.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { regions } from "~/kernel/places/regions";
import { wholeNumber } from "~/kernel/wholeNumber";
import { today } from "~/platform/clock.server";
import { versionOf } from "~/platform/version.server";
import { Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const [{ rows, ...paging }, groups, { rows: applicants, ...applied }, places] = await Promise.all([
    listCalls(deps, process, pageAsked(url)),
    stakeholderGroupsOf(deps.db, process.id),
    listApplications(deps, process, language, pageAsked(url, "applicants")),
    placesToGive(deps.db, process),
  ]);
  return {
    ...paging,
    applied,
    opened: wholeNumber(url.searchParams.get("call") ?? ""),
    slug: process.slug,
    title: t("processes:manage.nav.calls"),
    today: today(deps),
    options: [
      ...groups.map(({ key, title }) => ({ value: `group:${key}`, label: localize(title, language).text })),
      ...regions.map((key) => ({ value: `region:${key}`, label: t(`common:region.${key}`) })),
    ],
    tongues: namedTongues(
      language,
      rows.flatMap(({ call }) => tonguesIn(call.missing)),
    ),
    calls: rows.map(({ call, isOpen }) => {
      const shown = callShown(call, language);
      return { call: call.number, ...shown, seen: versionOf(shown), isOpen };
    }),
    applicants,
    places: {
      ...places,
      translator: process.languages.filter((one) => one !== process.sourceLanguage),
    },
  };
});

export const action = acts(inProcess, "organizer", {
  save: intent(callSchema, ({ actor, deps, language, process }, input) =>
    saveCall(deps, actor, process, language, input),
  ),
  close: intent(closeCallSchema, ({ actor, deps, process }, { call }) =>
    closeCall(deps, actor, process, call),
  ),
  answer: intent(answerApplicationSchema, ({ actor, deps, process }, input) =>
    answerApplication(deps, actor, process, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageCalls() {
  const { slug, calls, applicants, applied, options, opened, page, pages, places, tongues, today } =
    useLoaderData<typeof loader>();
  const { t } = useWords();
  const blank: Edited = {
    call: null,
    kind: "workgroup",
    title: "",
    body: "",
    missing: [],
    until: today,
    seen: "",
  };
  return (
    <>
      <h1>{t("processes:manage.nav.calls")}</h1>
      <p className="lead">{t("calls:manageLead")}</p>
      {(["save", "close", "answer"] as const).map((name) => (
        <div key={name}>
          <Refused intent={name} />
          <Saved intent={name}>{t("common:saved")}</Saved>
        </div>
      ))}
      <section className="section" aria-labelledby="applicants">
        <h2 id="applicants">{t("calls:applicants")}</h2>
        {applicants.length === 0 && <p className="quiet">{t("calls:noApplicants")}</p>}
        <ul className="clean measure">
          {applicants.map((one) => (
            <li key={one.id}>
              <strong>
                <bdi>{one.name}</bdi>
              </strong>{" "}
              · <PageLink to={`/p/${slug}/calls/${one.call}`}>{one.title.text}</PageLink>
              <br />
              <span className="small quiet">
                <Moment at={one.appliedAt} /> · {t(`calls:stateOf.${one.state as "open"}`)}
              </span>
              {one.message && (
                <p className="small" lang={one.language} dir="auto">
                  {one.message}
                </p>
              )}
              {one.state === "open" ? (
                <PostForm>
                  <input type="hidden" name="application" value={one.id} />
                  <input type="hidden" name="intent" value="answer" />
                  <AcceptedFor kind={one.kind} places={places} />
                  <Field label={t("calls:answer")}>
                    <LongText name="answer" maxLength={2000} rows={2} dir="auto" />
                  </Field>
                  <div className="actions">
                    <button className="btn mini" type="submit" name="state" value="accepted">
                      {t("calls:accept")}
                    </button>
                    <button className="btn q mini" type="submit" name="state" value="thanked">
                      {t("calls:thank")}
                    </button>
                  </div>
                </PostForm>
              ) : (
                one.answer && (
                  <p className="small">
                    <bdi>{one.answer}</bdi>
                  </p>
                )
              )}
              {one.state === "accepted" && one.kind !== "participant" && (
                <p className="small">
                  <PageLink to={`/p/${slug}${nextSteps[one.kind].organizer}`}>
                    {t(`calls:next.${one.kind}`)}
                  </PageLink>
                </p>
              )}
            </li>
          ))}
        </ul>
        <Pager {...applied} name="applicants" part="applicants" label={t("calls:applicants")} />
      </section>
      <section className="section measure" aria-labelledby="new">
        <h2 id="new">{t("calls:new")}</h2>
        <CallForm key={calls.length} call={blank} options={options} tongues={tongues} today={today} />
      </section>
      {calls.map((call) => (
        <section className="section measure" key={call.call} aria-labelledby={`c-${call.call}`}>
          <h2 id={`c-${call.call}`}>
            <PageLink to={`/p/${slug}/calls/${call.call}`}>
              <bdi>{call.title}</bdi>
            </PageLink>
          </h2>
          {opened === call.call ? (
            <CallForm call={call} options={options} tongues={tongues} today={today} />
          ) : (
            <p>
              <PageLink to={`/p/${slug}/manage/calls?page=${page}&call=${call.call}#c-${call.call}`}>
                {t("calls:edit")}
              </PageLink>
            </p>
          )}
          {call.isOpen && (
            <PostForm>
              <input type="hidden" name="call" value={call.call} />
              <Submit intent="close" kind="q mini">
                {t("calls:close")}
              </Submit>
            </PostForm>
          )}
        </section>
      ))}
      <Pager page={page} pages={pages} />
    </>
  );
}
