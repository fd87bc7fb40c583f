import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  addComponentSchema,
  editComponentSchema,
  mergeComponentsSchema,
  pastedComponentsSchema,
  retireComponentSchema,
  splitComponentSchema,
} from "~/features/components/contracts/components";
import { changeList, editComponent } from "~/features/components/services/changeList.server";
import { componentsAt, currentListVersion } from "~/features/components/services/read.server";
import { readComponents } from "~/features/components/services/readPasted.server";
import { categoryName } from "~/features/components/ui/category";
import { NewComponentFields } from "~/features/components/ui/NewComponentFields";
import { PasteComponents } from "~/features/components/ui/PasteComponents";
import { ReasonAndSubmit } from "~/features/components/ui/ReasonAndSubmit";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent, preview, previewedTable, refusedTable } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { Field, Group, LongText, Refused, Saved, Submit, Tick } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { useTableAnswer } from "~/ui/table/useTableAnswer";
import { Content } from "~/ui/text/text";

export const loader = reads(inProcess, "organizer", async ({ deps, language, process, t }) => {
  const version = await currentListVersion(deps.db, process.id);
  const listed = await componentsAt(deps.db, process.id, version);
  return {
    title: t("processes:manage.nav.components"),
    version,
    components: listed.map((one) => ({
      key: one.key,
      category: one.category,
      title: localize(one.title, language),
      own: { title: one.title.text[language] ?? "", description: one.description.text[language] ?? "" },
    })),
  };
});

export const action = acts(inProcess, "organizer", {
  add: intent(addComponentSchema, ({ actor, deps, language, process }, { reason, ...added }) =>
    changeList(deps, actor, process, language, { change: { kind: "added", added: [added] }, reason }),
  ),
  readPaste: preview(pastedComponentsSchema, async (_, input) =>
    previewedTable("readPaste", input, readComponents(input.csv, input), (row) => row),
  ),
  paste: intent(pastedComponentsSchema, async ({ actor, deps, language, process }, input) => {
    const read = readComponents(input.csv, input);
    if (read.problems.length > 0) return refusedTable("paste", input, read);
    const added = read.rows.map(({ line: _, ...one }) => one);
    return changeList(deps, actor, process, language, {
      change: { kind: "added", added },
      reason: input.reason,
    });
  }),
  merge: intent(
    mergeComponentsSchema,
    ({ actor, deps, language, process }, { from, carriesVotes, reason, ...added }) =>
      changeList(deps, actor, process, language, {
        change: { kind: "merged", from, added, carriesVotes },
        reason,
      }),
  ),
  split: intent(
    splitComponentSchema,
    ({ actor, deps, language, process }, { from, category, titles, reason }) => {
      const added = titles.map((title) => ({ title, category, description: "" }));
      return changeList(deps, actor, process, language, { change: { kind: "split", from, added }, reason });
    },
  ),
  retire: intent(retireComponentSchema, ({ actor, deps, language, process }, { from, reason }) =>
    changeList(deps, actor, process, language, { change: { kind: "retired", from }, reason }),
  ),
  edit: intent(editComponentSchema, ({ actor, deps, language, process }, input) =>
    editComponent(deps, actor, process, language, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ManageComponents() {
  const { version, components } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const table = useTableAnswer();
  const select = (
    <select name="from" required>
      {components.map(({ key, title }) => (
        <option key={key} value={key}>
          {title.text}
        </option>
      ))}
    </select>
  );
  return (
    <>
      <h1>{t("processes:manage.nav.components")}</h1>
      <p className="lead">{t("components:manage.lead", { version, count: components.length })}</p>
      {(["add", "readPaste", "paste", "merge", "split", "retire"] as const).map((name) => (
        <Refused key={name} intent={name} />
      ))}
      <Saved intent="edit">{t("common:saved")}</Saved>
      {components.length === 0 && <p className="notice">{t("components:manage.empty")}</p>}
      <ul className="clean">
        {components.map((one) => (
          <li key={one.key}>
            <details className="more">
              <summary>
                <Content view={one.title} marks />{" "}
                <span className="quiet small">{categoryName(t, one.category)}</span>
              </summary>
              <PostForm>
                <input type="hidden" name="key" value={one.key} />
                <Field label={t("components:manage.title")} of={["edit", "title"]}>
                  <input name="title" defaultValue={one.own.title} required maxLength={120} dir="auto" />
                </Field>
                <Field label={t("components:manage.description")} of={["edit", "description"]}>
                  <LongText
                    name="description"
                    defaultValue={one.own.description}
                    maxLength={600}
                    rows={2}
                    dir="auto"
                  />
                </Field>
                <div className="actions">
                  <Submit intent="edit" kind="q">
                    {t("common:save")}
                  </Submit>
                </div>
              </PostForm>
            </details>
          </li>
        ))}
      </ul>
      <section className="section" aria-labelledby="change">
        <h2 id="change">{t("components:manage.change")}</h2>
        <p className="quiet measure">{t("components:manage.changeLead")}</p>
        <details className="more" open={components.length === 0 || table.read !== undefined}>
          <summary>{t("components:manage.paste")}</summary>
          <PasteComponents />
        </details>
        <details className="more">
          <summary>{t("components:manage.add")}</summary>
          <PostForm>
            <NewComponentFields intent="add" />
            <ReasonAndSubmit intent="add" />
          </PostForm>
        </details>
        {components.length > 0 && (
          <>
            <details className="more">
              <summary>{t("components:manage.merge")}</summary>
              <PostForm>
                <Group legend={t("components:manage.mergeFrom")} of={["merge", "from"]}>
                  {components.map(({ key, title }) => (
                    <Tick key={key} name="from" value={key} label={title.text} on={false} />
                  ))}
                </Group>
                <NewComponentFields intent="merge" />
                <Tick name="carriesVotes" label={t("components:manage.carriesVotes")} on />
                <ReasonAndSubmit intent="merge" />
              </PostForm>
            </details>
            <details className="more">
              <summary>{t("components:manage.split")}</summary>
              <PostForm>
                <Field label={t("components:manage.which")}>{select}</Field>
                <Field label={t("components:manage.newTitles")} of={["split", "titles"]}>
                  <LongText name="titles" required rows={3} />
                </Field>
                <Field label={t("components:manage.category")} of={["split", "category"]}>
                  <input name="category" required maxLength={40} />
                </Field>
                <ReasonAndSubmit intent="split" />
              </PostForm>
            </details>
            <details className="more">
              <summary>{t("components:manage.retire")}</summary>
              <PostForm>
                <Field label={t("components:manage.which")}>{select}</Field>
                <ReasonAndSubmit intent="retire" />
              </PostForm>
            </details>
          </>
        )}
      </section>
    </>
  );
}
