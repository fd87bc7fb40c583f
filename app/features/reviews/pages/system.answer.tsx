import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { allComponents } from "~/features/components/services/read.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { answerRequestSchema } from "~/features/reviews/contracts/reviews";
import { onSystem } from "~/features/reviews/registrations/place.server";
import { answerRequest, requestByToken } from "~/features/reviews/services/documentRequests.server";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { acts, intent } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Choice, Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";
import { Crumbs } from "~/ui/frame/Crumbs";
import { Day } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";

/** The page of a mail to a maker. Reading it changes nothing: mail scanners fetch links. */
export const loader = reads(inProcess, "anyone", async ({ deps, language, params, process, t }) => {
  const system = await findSystem(deps, process, params.system);
  const request = system && (await requestByToken(deps.db, system, params.token));
  if (!system || !request) throw refuse("not_found");
  const component = (await allComponents(deps.db, process.id)).find(({ key }) => key === request.component);
  return {
    slug: process.slug,
    process: localize(process.title, language),
    title: t("reviews:answer.title"),
    system: { key: system.key, name: system.name },
    component: component ? localize(component.title, language).text : request.component,
    request: {
      wanted: request.wanted,
      dueOn: request.dueOn,
      state: request.state,
      answer: request.answer,
      answerUrl: request.answerUrl,
    },
  };
});

export const action = acts(onSystem, "anyone", {
  answer: intent(answerRequestSchema, async ({ deps, params, process, system }, input) => {
    return answerRequest(deps, process, system, params.token, input);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ""} · Codraft` },
  { name: "robots", content: "noindex" },
];

export default function AnswerRequest() {
  const { slug, process, title, system, component, request } = useLoaderData<typeof loader>();
  const typed = usePosted<{ typed?: Record<string, string> }>()?.typed ?? {};
  const { t } = useWords();
  const base = `/p/${slug}`;
  const page = `${base}/systems/${system.key}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        <PageLink to={`${base}/systems`}>{t("reviews:title")}</PageLink> ›{" "}
        <PageLink to={page}>
          <bdi>{system.name}</bdi>
        </PageLink>
      </Crumbs>
      <h1>{title}</h1>
      <p className="lead">
        {component} · {t("reviews:requests.until")} <Day at={request.dueOn} />
      </p>
      <blockquote className="measure">
        <p className="pre">
          <bdi>{request.wanted}</bdi>
        </p>
      </blockquote>
      <Refused intent="answer" />
      <Saved intent="answer">{t("reviews:answer.thanks")}</Saved>
      {request.state === "withdrawn" ? (
        <p className="notice">{t("reviews:answer.withdrawn")}</p>
      ) : (
        <PostForm className="measure section">
          <p className="quiet">{t("reviews:answer.lead")}</p>
          <fieldset className="field">
            <legend>{t("reviews:requests.answer")}</legend>
            {(["answered", "declined"] as const).map((state) => (
              <Choice
                key={state}
                name="state"
                value={state}
                label={t(`reviews:answer.${state}`)}
                on={(typed.state ?? (request.state === "declined" ? "declined" : "answered")) === state}
              />
            ))}
          </fieldset>
          <Field label={t("reviews:field.url")} of={["answer", "answerUrl"]}>
            <input
              name="answerUrl"
              inputMode="url"
              defaultValue={typed.answerUrl ?? request.answerUrl}
              maxLength={500}
              dir="ltr"
              placeholder="https://"
            />
          </Field>
          <Field label={t("reviews:answer.words")} of={["answer", "answer"]}>
            <LongText
              name="answer"
              defaultValue={typed.answer ?? request.answer}
              maxLength={2000}
              dir="auto"
              rows={4}
            />
          </Field>
          <div className="actions">
            <Submit intent="answer">{t("reviews:answer.do")}</Submit>
            <PageLink to={page}>{t("reviews:answer.page")}</PageLink>
          </div>
        </PostForm>
      )}
    </>
  );
}
