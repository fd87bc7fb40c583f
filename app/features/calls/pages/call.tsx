import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { applySchema } from "~/features/calls/contracts/calls";
import { nextSteps } from "~/features/calls/domain/calls";
import { apply, ownApplication, withdrawApplication } from "~/features/calls/services/applications.server";
import { acceptedIn, findCall, isOpen, missingIn } from "~/features/calls/services/calls.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { nothingSchema } from "~/kernel/fields";
import { localize } from "~/kernel/language/localized";
import { today } from "~/platform/clock.server";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Crumbs } from "~/ui/frame/Crumbs";
import { EntryLink } from "~/ui/frame/EntryLink";
import { SignInLink } from "~/ui/frame/SignInLink";
import { Html } from "~/ui/text/Html";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import { useShownCount } from "~/ui/text/useShownCount";

export const loader = reads(
  inProcess,
  "anyone",
  async ({ actor, deps, language, params, process, standing }) => {
    const call = await findCall(deps.db, process, params.call);
    if (!call) throw refuse("not_found");
    const body = localize(call.body, language);
    await readTexts(deps.db, { message: [body.text] });
    const signedIn = actor !== null && !standing.suspended;
    const own = signedIn ? await ownApplication(deps.db, actor, call) : null;
    return {
      slug: process.slug,
      process: localize(process.title, language),
      id: call.id,
      number: call.number,
      kind: call.kind,
      title: localize(call.title, language),
      body: { html: renderCached("message", body.text, "call-"), language: body.language },
      missing: await missingIn(deps, process, call, language),
      until: call.until,
      isOpen: isOpen(call, today(deps)),
      accepted: await acceptedIn(deps.db, call),
      isSignedIn: signedIn,
      own: own && { state: own.state, message: own.message, answer: own.answer },
    };
  },
);

export const action = acts(inProcess, "signed-in", {
  apply: intent(
    applySchema,
    async ({ actor, deps, params, process }, input) => {
      const call = await findCall(deps.db, process, params.call);
      if (!call) return { ok: false, error: { code: "not_found" } };
      return apply(deps, actor, process, call, input);
    },
    "speaker",
  ),
  withdraw: intent(nothingSchema, async ({ actor, deps, params, process }) => {
    const call = await findCall(deps.db, process, params.call);
    if (!call) return { ok: false, error: { code: "not_found" } };
    return withdrawApplication(deps, actor, process, call);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function Call() {
  const data = useLoaderData<typeof loader>();
  const { t, language, format } = useWords();
  const shown = useShownCount();
  const base = `/p/${data.slug}`;
  const here = `${base}/calls/${data.number}`;
  const { own } = data;
  const mayApply = data.isOpen && (!own || own.state === "open" || own.state === "withdrawn");
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={`${base}/calls`}>{t("representation:calls.title")}</PageLink>
      </Crumbs>
      <h1>
        <Content view={data.title} />
      </h1>
      <p className="lead">
        {t(`calls:kind.${data.kind}`)} ·{" "}
        {data.isOpen ? (
          <>
            {t("calls:until")} <Day at={data.until} />
          </>
        ) : (
          t("calls:over")
        )}
      </p>
      <Html html={data.body.html} language={data.body.language} className="measure section" />
      <p>
        <EntryLink of="calls" name={data.id} />
      </p>
      {data.missing.length > 0 && (
        <p className="measure">
          {t("calls:missing")} <strong>{format.list(data.missing)}</strong>
        </p>
      )}
      {!data.isOpen && (
        <p className="notice measure">
          {t("calls:became")} <strong>{shown(data.accepted)}</strong>
        </p>
      )}
      <Refused intent="apply" />
      <Refused intent="withdraw" />
      {(data.isOpen || own) && (
        <section className="section measure" aria-labelledby="apply">
          <h2 id="apply">{t("calls:apply")}</h2>
          <Saved intent="apply">{t("calls:sent")}</Saved>
          {own && own.state !== "withdrawn" && (
            <div className="notice">
              <p>{t(`calls:state.${own.state}`)}</p>
              {own.state === "accepted" && data.kind !== "participant" && (
                <p>
                  <PageLink to={`${base}${nextSteps[data.kind].person}`}>
                    {t(`calls:begin.${data.kind}`)}
                  </PageLink>
                </p>
              )}
              {own.answer && (
                <p>
                  <bdi>{own.answer}</bdi>
                </p>
              )}
            </div>
          )}
          {!data.isSignedIn && data.isOpen && (
            <SignInLink back={here} className="btn">
              {t("calls:signIn")}
            </SignInLink>
          )}
          {data.isSignedIn && mayApply && (
            <PostForm>
              <input type="hidden" name="language" value={language} />
              <Field label={t("calls:message")} hint={t("calls:messageHint")} of={["apply", "message"]}>
                <LongText name="message" defaultValue={own?.message} maxLength={2000} rows={4} dir="auto" />
              </Field>
              <div className="actions">
                <Submit intent="apply">{t("calls:do")}</Submit>
              </div>
            </PostForm>
          )}
          {own?.state === "open" && (
            <PostForm>
              <Submit intent="withdraw" kind="q mini">
                {t("calls:withdraw")}
              </Submit>
            </PostForm>
          )}
        </section>
      )}
    </>
  );
}
