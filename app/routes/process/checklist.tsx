import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BandMark } from "~/components/bands";
import { Go } from "~/components/Go";
import { Crumbs } from "~/components/rounds";
import { Scroll } from "~/components/Scroll";
import { TableHead } from "~/components/TableHead";
import { localize } from "~/contracts/localized";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { findChecklist } from "~/services/compiling/checklists.server";
import { resultNames } from "~/services/compiling/resultPage.server";
import type { ProcessRow } from "~/services/people/scope.server";

export const loader = reads("anyone", async ({ deps, language, params, scope, standing }) => {
  const process = scope.process as ProcessRow;
  const found = await findChecklist(deps, process, params.checklist, standing.organizer);
  if (!found) throw refuse("not_found");
  return {
    slug: process.slug,
    process: localize(process.title, language),
    draftLabel: found.checklist.draftLabel,
    items: found.checklist.items,
    compilation: found.compilation.number,
    components: found.compilation.result.components.map(({ component, band }) => ({ component, band })),
    names: await resultNames(deps, process, language),
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.draftLabel ?? ""} · Codraft` },
];

export default function Checklist() {
  const { slug, process, draftLabel, items, compilation, components, names } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const base = `/p/${slug}`;
  return (
    <>
      <Crumbs base={base} process={process}>
        {t("compile:checklist.title")} <bdi>{draftLabel}</bdi>
      </Crumbs>
      <h1>
        {t("compile:checklist.title")} <bdi>{draftLabel}</bdi>
      </h1>
      <p className="lead">
        {t("compile:checklist.lead")}{" "}
        <Go to={`${base}/results/${compilation}`}>{t("result:number", { number: compilation })}</Go>
      </p>
      {items.length === 0 && <p className="section quiet">{t("compile:checklist.empty")}</p>}
      <Scroll label={t("compile:checklist.title")}>
        <table>
          <TableHead
            columns={[
              t("result:table.component"),
              t("compile:checklist.level"),
              t("compile:checklist.framework"),
              t("compile:checklist.recommended"),
            ]}
          />
          <tbody>
            {items.map((item) => {
              const voted = components.find(({ component }) => component === item.component);
              return (
                <tr key={item.component}>
                  <th scope="row">
                    {names.components[item.component] ?? item.component}
                    {item.note && <p className="quiet small">{item.note}</p>}
                  </th>
                  <td>{t(`compile:level.${item.level}`)}</td>
                  <td>
                    {item.framework || <span className="quiet">{t("compile:checklist.noFramework")}</span>}
                  </td>
                  <td>{voted && <BandMark band={voted.band} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
