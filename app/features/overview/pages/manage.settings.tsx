import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { translatedTexts } from "~/features/drafts/services/translations.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { setTerms } from "~/features/overview/services/setTerms.server";
import { LanguagesOfProcess } from "~/features/overview/ui/settings/LanguagesOfProcess";
import { Timeline } from "~/features/overview/ui/settings/Timeline";
import {
  milestoneSchema,
  processSchema,
  removeSchema,
  termsSchema,
} from "~/features/processes/contracts/setup";
import { addMilestone, editProcess, removeMilestone } from "~/features/processes/services/editProcess.server";
import {
  criteriaOf,
  milestonesPage,
  type ProcessRow,
  stakeholderGroupsOf,
} from "~/features/processes/services/read.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { readTag } from "~/kernel/language/content";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { ok } from "~/kernel/result";
import { Field, LongText, Refused, Saved, Submit } from "~/ui/forms/forms";
import { WrittenOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { Undo } from "~/ui/forms/undo/Undo";
import { undoneBy } from "~/ui/forms/undo/undoneBy";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t, url }) => {
  const editing = readTag(url.searchParams.get("edit") ?? "") ?? language;
  const [criteria, groups, milestones, translated] = await Promise.all([
    criteriaOf(deps.db, process.id),
    stakeholderGroupsOf(deps.db, process.id),
    milestonesPage(deps.db, process.id, pageAsked(url)),
    translatedTexts(deps.db, process.id),
  ]);
  const own = (value: ProcessRow["title"]) => value.text[editing] ?? "";
  const asLines = (terms: typeof criteria) =>
    terms.map(({ key, title }) => `${key}: ${localize(title, editing).text}`).join("\n");
  return {
    title: t("processes:manage.nav.settings"),
    editing,
    languages: process.languages,
    translated,
    source: localize(process.title, language).language,
    fields: { title: own(process.title), summary: own(process.summary), question: own(process.question) },
    states: {
      title: localize(process.title, editing).state,
      summary: localize(process.summary, editing).state,
      question: localize(process.question, editing).state,
    },
    criteria: asLines(criteria),
    groups: asLines(groups),
    milestones: {
      ...milestones,
      rows: milestones.rows.map((one) => ({ ...one, title: localize(one.title, language) })),
    },
  };
});

export const action = acts(inProcess, "organizer", {
  process: intent(processSchema, ({ actor, deps, process }, input) =>
    editProcess(deps, actor, process, input),
  ),
  criteria: intent(termsSchema, ({ actor, deps, process }, { language, terms }) =>
    setTerms(deps, actor, process, { kind: "criteria", language, terms }),
  ),
  groups: intent(termsSchema, ({ actor, deps, process }, { language, terms }) =>
    setTerms(deps, actor, process, { kind: "groups", language, terms }),
  ),
  milestone: intent(milestoneSchema, ({ actor, deps, language, process }, input) =>
    addMilestone(deps, actor, process, language, input),
  ),
  remove: intent(removeSchema, async ({ actor, deps, process }, { id }) => {
    const removed = await removeMilestone(deps, actor, process, id);
    if (!removed.ok) return removed;
    const { stream, title, startsOn, endsOn } = removed.value;
    // What was translated would come back without its translations.
    if (Object.keys(title.text).length > 1) return ok();
    return undoneBy(removed, "milestone", {
      ...{ stream, startsOn, endsOn: endsOn ?? "" },
      title: title.text[title.source] ?? "",
      in: title.source,
    });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Settings() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const mark = (state: string) =>
    state === "stale"
      ? t("common:translation.stale")
      : state === "fallback"
        ? t("common:translation.missing")
        : undefined;
  return (
    <>
      <h1>{t("processes:manage.nav.settings")}</h1>
      <Form method="get" className="row">
        <Field label={t("overview:settings.editing")}>
          <select name="edit" defaultValue={data.editing}>
            <WrittenOptions />
          </select>
        </Field>
        <div className="actions">
          <button type="submit" className="btn q">
            {t("overview:settings.switch")}
          </button>
        </div>
      </Form>
      <PostForm key={data.editing}>
        <Saved intent="process">{t("common:saved")}</Saved>
        <Refused intent="process" />
        <input type="hidden" name="language" value={data.editing} />
        <Field label={t("common:field.title")} hint={mark(data.states.title)} of={["process", "title"]}>
          <input name="title" defaultValue={data.fields.title} required maxLength={160} dir="auto" />
        </Field>
        <Field
          label={t("membership:field.summary")}
          hint={mark(data.states.summary)}
          of={["process", "summary"]}
        >
          <LongText name="summary" defaultValue={data.fields.summary} maxLength={4000} dir="auto" />
        </Field>
        <Field
          label={t("membership:field.question")}
          hint={mark(data.states.question)}
          of={["process", "question"]}
        >
          <LongText
            name="question"
            defaultValue={data.fields.question}
            required
            maxLength={2000}
            rows={2}
            dir="auto"
          />
        </Field>
        <LanguagesOfProcess chosen={data.languages} translated={data.translated} />
        <div className="actions">
          <Submit intent="process">{t("common:save")}</Submit>
        </div>
      </PostForm>
      {(["criteria", "groups"] as const).map((kind) => (
        <section className="section" key={`${kind}-${data.editing}`} aria-labelledby={kind}>
          <h2 id={kind}>{t(`overview:settings.${kind}`)}</h2>
          <PostForm>
            <Saved intent={kind}>{t("common:saved")}</Saved>
            <Refused intent={kind} />
            <input type="hidden" name="language" value={data.editing} />
            <Field
              label={t(`overview:settings.${kind}Lines`)}
              hint={t("overview:settings.linesHint")}
              of={[kind, "terms"]}
            >
              <LongText name="terms" defaultValue={data[kind]} className="code" rows={6} />
            </Field>
            <div className="actions">
              <Submit intent={kind}>{t("common:save")}</Submit>
            </div>
          </PostForm>
        </section>
      ))}
      <Refused intent="remove" />
      <Undo acts={{ remove: t("overview:settings.removed") }} />
      <Timeline milestones={data.milestones.rows} paging={data.milestones} />
    </>
  );
}
