import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { templateKeys } from "~/features/overview/domain/templates";
import { offeredTemplates, startFromTemplate } from "~/features/overview/services/startFromTemplate.server";
import { TemplateChoice } from "~/features/overview/ui/TemplateChoice";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { block, contentLanguage, filledName, line, slug } from "~/kernel/fields";
import { namedLanguage } from "~/kernel/language/namedLanguage";
import { fail } from "~/kernel/result";
import { proposeAddress } from "~/ui/forms/address/proposeAddress";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { LanguageOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";

export const loader = reads(anywhere, "founder", async ({ deps, language, t }) => ({
  title: t("membership:start.title"),
  templates: offeredTemplates(deps, language),
}));

const schema = z.strictObject({
  slug,
  title: filledName(160),
  summary: block(2000),
  question: block(2000).pipe(z.string().min(1, "errors:field.empty")),
  language: contentLanguage,
  /** Any other, by its name or tag. */
  otherLanguage: line(100).optional(),
  template: z.enum(templateKeys),
});

export const action = acts(anywhere, "founder", {
  start: intent(schema, async ({ actor, deps, to }, input) => {
    const { otherLanguage, ...given } = input;
    const language = otherLanguage ? namedLanguage(otherLanguage) : given.language;
    if (!language)
      return fail({ code: "invalid", fields: { otherLanguage: "membership:field.unknownLanguage" } });
    const started = await startFromTemplate(deps, actor, { ...given, language });
    return started.ok ? redirect(to(`/p/${started.value.slug}/manage`)) : started;
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function StartProcess() {
  const { t, language } = useWords();
  const { templates } = useLoaderData<typeof loader>();
  return (
    <div className="measure">
      <h1>{t("membership:start.title")}</h1>
      <p className="lead">{t("membership:start.lead")}</p>
      <PostForm>
        <Refused intent="start" />
        <Field label={t("common:field.title")} of={["start", "title"]}>
          <input name="title" required maxLength={160} onChange={proposeAddress("slug")} />
        </Field>
        <Field
          label={t("membership:field.slug")}
          hint={t("membership:field.slugHint")}
          of={["start", "slug"]}
        >
          <input name="slug" required maxLength={60} pattern="[a-z0-9]+(-[a-z0-9]+)*" dir="ltr" />
        </Field>
        <Field label={t("membership:field.summary")} of={["start", "summary"]}>
          <LongText name="summary" maxLength={2000} />
        </Field>
        <Field
          label={t("membership:field.question")}
          hint={t("membership:field.questionHint")}
          of={["start", "question"]}
        >
          <LongText name="question" required maxLength={2000} rows={2} dir="auto" />
        </Field>
        <Field label={t("membership:field.language")} of={["start", "language"]}>
          <select name="language" defaultValue={language}>
            <LanguageOptions />
          </select>
        </Field>
        <Field
          label={t("membership:field.otherLanguage")}
          hint={t("membership:field.otherLanguageHint")}
          of={["start", "otherLanguage"]}
        >
          <input name="otherLanguage" maxLength={100} dir="auto" />
        </Field>
        <TemplateChoice templates={templates} />
        <div className="actions">
          <Submit intent="start">{t("membership:start.do")}</Submit>
        </div>
      </PostForm>
    </div>
  );
}
