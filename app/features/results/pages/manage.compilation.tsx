import { type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { checklistLabelSchema, referenceSchema } from "~/features/results/contracts/compile";
import { isFragile } from "~/features/results/domain/firmness";
import { onCompilation } from "~/features/results/registrations/place.server";
import { createChecklist } from "~/features/results/services/createChecklist.server";
import { readReference, setReference } from "~/features/results/services/reference.server";
import { checklistsFrom } from "~/features/results/services/resultPage.server";
import { ReferenceForm } from "~/features/results/ui/ReferenceForm";
import { FewVoted } from "~/features/results/ui/result/Cautions";
import { namedRule } from "~/features/rules/services/namedRule";
import { ruleName } from "~/features/rules/ui/ruleName";
import { acts, intent, preview, previewedTable, refusedTable } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field, Refused, Saved, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(onCompilation, "organizer", async ({ deps, language, process, compilation }) => {
  const { number, title, result, publishedAt, declaredBefore, reference } = compilation;
  return {
    slug: process.slug,
    number,
    title: localize(title, language),
    isPublished: publishedAt !== null,
    declaredBefore,
    rule: namedRule(result.rule),
    turnout: { voters: result.voters, excluded: result.excluded, onRoll: result.onRoll },
    fragile: result.components.filter(isFragile).length,
    components: result.components.map(({ component }) => component),
    reference: reference?.source ?? null,
    checklists: await checklistsFrom(deps, compilation),
  };
});

export const action = acts(onCompilation, "organizer", {
  checklist: intent(
    checklistLabelSchema,
    async ({ actor, deps, process, to, compilation }, { draftLabel }) => {
      const made = await createChecklist(deps, actor, process, compilation, draftLabel);
      return made.ok ? redirect(to(`/p/${process.slug}/manage/checklists/${made.value.number}`)) : made;
    },
  ),
  readReference: preview(referenceSchema, async ({ compilation }, input) => {
    const read = readReference(input.csv, compilation.result, input);
    return previewedTable("readReference", input, read, (row) => row, ["component"]);
  }),
  reference: intent(referenceSchema, async ({ actor, deps, process, compilation }, input) => {
    const read = readReference(input.csv, compilation.result, input);
    if (read.problems.length > 0) return refusedTable("reference", input, read, ["component"]);
    const components = read.rows.map(({ line: _, ...one }) => one);
    return setReference(deps, actor, process, compilation, { source: input.source, components });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title.text ?? ""} · Codraft` },
];

export default function ManageCompilation() {
  const data = useLoaderData<typeof loader>();
  const words = useWords();
  const { t } = words;
  const rule = ruleName(words, data.rule);
  const base = `/p/${data.slug}`;
  return (
    <div className="measure">
      <h1>{data.title.text}</h1>
      <p className="lead">
        {data.declaredBefore ? t("results:trust.declared", { rule }) : t("results:trust.explored", { rule })}
      </p>
      <FewVoted turnout={data.turnout} />
      <p>{t("results:trust.fragile", { count: data.fragile, total: data.components.length })}</p>
      <Refused intent="checklist" />
      <Refused intent="readReference" />
      <Refused intent="reference" />
      <Saved intent="reference">{t("common:saved")}</Saved>
      <div className="actions">
        <PageLink to={`${base}/results/${data.number}`} className="btn q">
          {data.isPublished ? t("counting:compile.read") : t("counting:compile.preview")}
        </PageLink>
        {!data.isPublished && (
          <PageLink to={`${base}/manage/compilations/${data.number}/publish`} className="btn">
            {t("counting:compile.publish")}
          </PageLink>
        )}
      </div>
      {!data.isPublished && <p className="quiet">{t("counting:compile.publishLead")}</p>}
      <section className="section" aria-labelledby="checklist">
        <h2 id="checklist">{t("results:checklist.title")}</h2>
        <ul className="clean">
          {data.checklists.map((one) => (
            <li key={one.number}>
              <PageLink to={`${base}/manage/checklists/${one.number}`}>
                <bdi>{one.draftLabel}</bdi>
              </PageLink>
            </li>
          ))}
        </ul>
        <p className="quiet">{t("results:checklist.makeLead")}</p>
        <PostForm>
          <Field label={t("results:checklist.label")} of={["checklist", "draftLabel"]}>
            <input name="draftLabel" required maxLength={40} placeholder="0.0.6" />
          </Field>
          <div className="actions">
            <Submit intent="checklist" kind="q">
              {t("results:checklist.make")}
            </Submit>
          </div>
        </PostForm>
      </section>
      <section className="section" aria-labelledby="reference">
        <h2 id="reference">{t("counting:reference.title")}</h2>
        <p className="quiet">{data.reference ?? t("counting:reference.lead")}</p>
        <ReferenceForm source={data.reference ?? ""} components={data.components} />
      </section>
    </div>
  );
}
