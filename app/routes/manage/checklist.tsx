import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { BandMark } from "~/components/bands";
import { Refused, Saved, Submit } from "~/components/forms";
import { Go } from "~/components/Go";
import { Scroll } from "~/components/Scroll";
import { TableHead } from "~/components/TableHead";
import { checklistSchema } from "~/contracts/setup";
import { acts, intent, reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { editChecklist, findChecklist } from "~/services/compiling/checklists.server";
import { resultNames } from "~/services/compiling/resultPage.server";
import type { Actor } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";

export const loader = reads("organizer", async ({ deps, language, params, scope }) => {
  const process = scope.process as ProcessRow;
  const found = await findChecklist(deps, process, params.checklist, true);
  if (!found) throw refuse("not_found");
  return {
    slug: process.slug,
    number: found.checklist.number,
    draftLabel: found.checklist.draftLabel,
    compilation: found.compilation.number,
    names: (await resultNames(deps, process, language)).components,
    rows: found.compilation.result.components.map(({ component, band }) => ({
      component,
      band,
      item: found.checklist.items.find((one) => one.component === component) ?? null,
    })),
  };
});

export const action = acts("organizer", {
  save: intent(checklistSchema, ({ actor, deps, params, scope }, { items }) => {
    const chosen = Object.entries(items).flatMap(([component, { level, framework, note }]) =>
      level === "none" ? [] : [{ component, level, framework, note }],
    );
    return editChecklist(deps, actor as Actor, scope.process as ProcessRow, params.checklist, chosen);
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.draftLabel ?? ""} · Codraft` },
];

export default function ManageChecklist() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${data.slug}`;
  return (
    <>
      <h1>
        {t("compile:checklist.title")} <bdi>{data.draftLabel}</bdi>
      </h1>
      <p className="lead">
        {t("compile:checklist.lead")}{" "}
        <Go to={`${base}/results/${data.compilation}`}>{t("result:number", { number: data.compilation })}</Go>{" "}
        · <Go to={`${base}/checklists/${data.number}`}>{t("manage:round.publicPage")}</Go>
      </p>
      <Saved intent="save">{t("common:saved")}</Saved>
      <Refused intent="save" />
      <Form method="post">
        <Scroll label={t("compile:checklist.title")}>
          <table>
            <TableHead
              columns={[
                t("result:table.component"),
                t("compile:checklist.recommended"),
                t("compile:checklist.level"),
                t("compile:checklist.framework"),
                t("compile:checklist.note"),
              ]}
            />
            <tbody>
              {data.rows.map(({ component, band, item }) => (
                <tr key={component}>
                  <th scope="row">{data.names[component] ?? component}</th>
                  <td>
                    <BandMark band={band} />
                  </td>
                  <td>
                    <select
                      name={`items.${component}.level`}
                      defaultValue={item?.level ?? "none"}
                      aria-label={`${data.names[component] ?? component}: ${t("compile:checklist.level")}`}
                    >
                      {(["required", "likely-required", "optional", "none"] as const).map((level) => (
                        <option key={level} value={level}>
                          {t(`compile:level.${level}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <input
                      name={`items.${component}.framework`}
                      defaultValue={item?.framework ?? ""}
                      maxLength={160}
                      aria-label={`${data.names[component] ?? component}: ${t("compile:checklist.framework")}`}
                    />
                  </td>
                  <td>
                    <input
                      name={`items.${component}.note`}
                      defaultValue={item?.note ?? ""}
                      maxLength={400}
                      aria-label={`${data.names[component] ?? component}: ${t("compile:checklist.note")}`}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
        <div className="actions">
          <Submit intent="save">{t("common:save")}</Submit>
        </div>
      </Form>
    </>
  );
}
