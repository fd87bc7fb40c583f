import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { onCompilation } from "~/features/results/registrations/place.server";
import { compilationsPage } from "~/features/results/services/listCompilations.server";
import { findCompilation, resultNames } from "~/features/results/services/resultPage.server";
import { besideView } from "~/features/results/services/view/besideView.server";
import { BesideFilter } from "~/features/results/ui/beside/BesideFilter";
import { BesideRows } from "~/features/results/ui/beside/BesideRows";
import { MadeOf } from "~/features/results/ui/beside/MadeOf";
import { CompilationList } from "~/features/results/ui/CompilationList";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import { localize } from "~/kernel/language/localized";
import { pageAsked } from "~/kernel/paging";
import { Crumbs } from "~/ui/frame/Crumbs";
import { PageLink } from "~/ui/text/PageLink";
import { Pager } from "~/ui/text/Pager";

export const loader = reads(
  onCompilation,
  "anyone",
  async ({ compilation, deps, language, params, process, shared, standing, url, t }) => {
    const other = await findCompilation(deps, process, params.other, standing.organizer);
    if (!other) throw refuse("not_found");
    const names = await shared(resultNames, process, language);
    // The one that was counted first is what the other is held against, whichever the address names first.
    const [before, after] = compilation.number < other.number ? [compilation, other] : [other, compilation];
    const others = await shared(compilationsPage, process, language, {
      page: pageAsked(url, "results"),
      withUnpublished: standing.organizer,
      except: compilation.number,
    });
    return {
      slug: process.slug,
      process: localize(process.title, language),
      title: t("beside:title", { before: before.number, after: after.number }),
      number: compilation.number,
      other: other.number,
      view: besideView({ before, after }, names, url, language),
      names,
      others,
    };
  },
);

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function ResultsBeside() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { view, names } = data;
  const { moves } = view;
  const base = `/p/${data.slug}`;
  const result = `${base}/results/${data.number}`;
  const here = `${result}/beside/${data.other}`;
  return (
    <>
      <Crumbs base={base} process={data.process}>
        <PageLink to={result}>{t("results:number", { number: data.number })}</PageLink> › {t("beside:crumb")}
      </Crumbs>
      <h1>{data.title}</h1>
      <p className="result-answer">
        {moves.moved === 0
          ? t("beside:same", { count: moves.all })
          : t("beside:moved", { count: moves.moved, total: moves.all })}{" "}
        {moves.rose > 0 && t("beside:rose", { count: moves.rose })}{" "}
        {moves.fell > 0 && t("beside:fell", { count: moves.fell })}{" "}
        {moves.came > 0 && t("beside:came", { count: moves.came })}{" "}
        {moves.went > 0 && t("beside:went", { count: moves.went })}
      </p>
      <MadeOf base={base} before={view.before} after={view.after} />
      <section className="section" aria-labelledby="beside" id="rows">
        <h2 id="beside">{t("beside:byComponent")}</h2>
        <BesideFilter here={here} view={view} />
        {view.rows.length > 0 ? (
          <BesideRows view={view} names={names} />
        ) : (
          <p className="quiet measure">{t("beside:none")}</p>
        )}
        <Pager page={view.paging.page} pages={view.paging.pages} part="rows" />
      </section>
      {data.others.total > 1 && (
        <section className="section no-print" aria-labelledby="others">
          <h2 id="others">{t("beside:others", { number: data.number })}</h2>
          <CompilationList base={base} compilations={data.others.rows} besides={data.number} />
          <Pager page={data.others.page} pages={data.others.pages} name="results" part="others" />
        </section>
      )}
    </>
  );
}
