import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { namedTongues, type SpokenLanguage } from "~/features/accounts/services/places.server";
import { LanguageTicks } from "~/features/accounts/ui/LanguageTicks";
import { answerApplicationSchema, callSchema, closeCallSchema } from "~/features/calls/contracts/calls";
import { callKinds, nextSteps } from "~/features/calls/domain/calls";
import {
  answerApplication,
  callShown,
  closeCall,
  listApplications,
  listCalls,
  saveCall,
} from "~/features/calls/services/calls.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { regions } from "~/kernel/places/regions";
import { versionOf } from "~/platform/version.server";
import { EditForm, type FieldValues, MoreFields } from "~/ui/forms/EditForm";
import { Field, Refused, Saved, Submit, Tick, type Typed } from "~/ui/forms/forms";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => {
  const [rows, groups, applicants] = await Promise.all([
    listCalls(deps, process),
    stakeholderGroupsOf(deps.db, process.id),
    listApplications(deps, process, language),
  ]);
  return {
    slug: process.slug,
    title: t("processes:manage.nav.calls"),
    today: deps.now().toISOString().slice(0, 10),
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
  };
});

const tonguesIn = (missing: readonly string[]) =>
  missing.filter((one) => one.startsWith("language:")).map((one) => one.slice("language:".length));

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

type Edited = {
  readonly call: number | null;
  readonly kind: (typeof callKinds)[number];
  readonly title: string;
  readonly body: string;
  readonly missing: readonly string[];
  readonly until: string;
  readonly seen: string;
};

const readCall = (typed: Typed): Edited => ({
  call: Number(typed.call) || null,
  kind: callKinds.find((kind) => kind === typed.kind) ?? callKinds[0],
  title: typed.title ?? "",
  body: typed.body ?? "",
  missing: typed.missing?.split("\n") ?? [],
  until: typed.until ?? "",
  seen: typed.seen ?? "",
});

export default function ManageCalls() {
  const { slug, calls, applicants, options, tongues, today } = useLoaderData<typeof loader>();
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
                <Form method="post">
                  <input type="hidden" name="application" value={one.id} />
                  <input type="hidden" name="intent" value="answer" />
                  <Field label={t("calls:answer")}>
                    <textarea name="answer" maxLength={2000} rows={2} dir="auto" />
                  </Field>
                  <div className="actions">
                    <button className="btn mini" type="submit" name="state" value="accepted">
                      {t("calls:accept")}
                    </button>
                    <button className="btn q mini" type="submit" name="state" value="thanked">
                      {t("calls:thank")}
                    </button>
                  </div>
                </Form>
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
          <MoreFields summary={t("calls:edit")} intent="save" which={["call", String(call.call)]}>
            <CallForm call={call} options={options} tongues={tongues} today={today} />
          </MoreFields>
          {call.isOpen && (
            <Form method="post">
              <input type="hidden" name="call" value={call.call} />
              <Submit intent="close" kind="q mini">
                {t("calls:close")}
              </Submit>
            </Form>
          )}
        </section>
      ))}
    </>
  );
}

function CallForm({
  call,
  options,
  tongues,
  today,
}: {
  call: Edited;
  options: readonly { readonly value: string; readonly label: string }[];
  tongues: readonly SpokenLanguage[];
  today: string;
}) {
  const { t, format } = useWords();
  const nameOf = (one: string) =>
    options.find(({ value }) => value === one)?.label ??
    tongues.find(({ code }) => one === `language:${code}`)?.name ??
    one;
  const facts = (one: Edited): FieldValues => [
    [t("calls:for"), t(`calls:kind.${one.kind}`)],
    [t("calls:until"), one.until],
    [t("common:field.title"), one.title],
    [t("calls:asked"), one.body],
    [t("calls:missing"), format.list(one.missing.map(nameOf).sort())],
  ];
  return (
    <EditForm
      intent="save"
      which={["call", String(call.call ?? "")]}
      row={call}
      read={readCall}
      facts={facts}
      actions={
        <Submit intent="save" kind={call.call === null ? "" : "q"}>
          {call.call === null ? t("calls:publish") : t("common:save")}
        </Submit>
      }
    >
      {(begun) => <CallFields call={begun} options={options} tongues={tongues} today={today} />}
    </EditForm>
  );
}

function CallFields({ call, options, tongues, today }: Parameters<typeof CallForm>[0]) {
  const { t } = useWords();
  return (
    <>
      <div className="row">
        <Field label={t("calls:for")}>
          <select name="kind" defaultValue={call.kind}>
            {callKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`calls:kind.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t("calls:until")} of={["save", "until"]}>
          <input
            name="until"
            type="date"
            min={call.call !== null && call.until < today ? call.until : today}
            defaultValue={call.until}
            required
          />
        </Field>
      </div>
      <Field label={t("common:field.title")} of={["save", "title"]}>
        <input name="title" defaultValue={call.title} required maxLength={160} dir="auto" />
      </Field>
      <Field label={t("calls:asked")} hint={t("drafts:field.markdown")} of={["save", "body"]}>
        <textarea name="body" defaultValue={call.body} required maxLength={10_000} dir="auto" />
      </Field>
      <fieldset className="field">
        <legend>{t("calls:missing")}</legend>
        <div className="ticks">
          {options.map(({ value, label }) => (
            <Tick key={value} name="missing" value={value} label={label} on={call.missing.includes(value)} />
          ))}
        </div>
        <details className="more" open={tonguesIn(call.missing).length > 0}>
          <summary>{t("calls:languages")}</summary>
          <LanguageTicks
            name="missing"
            tongues={tongues}
            chosen={tonguesIn(call.missing)}
            prefix="language:"
          />
        </details>
      </fieldset>
    </>
  );
}
