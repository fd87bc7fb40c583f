import { endorsableDrafts } from "~/features/endorsements/services/findEndorsement.server";
import { feedNames } from "~/features/feeds/services/feeds.server";
import { pictureSnippets } from "~/features/opendata/services/embed/picture";
import { embedded } from "~/features/opendata/services/embed/pictures.server";
import { publicApprovals } from "~/features/opendata/services/record/publicApprovals.server";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { publishedCompilations } from "~/features/results/services/resultPage.server";
import { inLanguage } from "~/i18n/languagePath";
import type { Language } from "~/kernel/language/languages";
import { pageOf } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { recordTables } from "~/registries/record.server";

/** Each is made to be shown, with the code that embeds it. */
const picturesPerPage = 20;

/** What there is of a process for machines and spreadsheets: lists, feeds, pictures to embed. */
export async function dataPage(deps: Deps, process: ProcessRow, language: Language, asked: number) {
  const results = await publishedCompilations(deps, process);
  const approvals = await publicApprovals(deps, process);
  const [open] = await endorsableDrafts(deps.db, process);
  const names = [
    ...results.map(({ number }) => `results/${number}`),
    ...approvals.map(({ round }) => `approvals/${round.number}`),
    ...(open && !embargoOf(deps, process) ? ["endorsements"] : []),
  ];
  const { rows, page, pages } = pageOf(names, asked, picturesPerPage);
  const found = await Promise.all(rows.map((name) => pictureToEmbed(deps, process, name, language)));
  return {
    api: `/api/v1/processes/${process.slug}`,
    tables: recordTables.map(({ name, about, bound }) => ({ name, about, isCommitted: bound === undefined })),
    feeds: [...feedNames],
    page,
    pages,
    pictures: found.flatMap((one) => (one ? [one] : [])),
  };
}

async function pictureToEmbed(deps: Deps, process: ProcessRow, name: string, language: Language) {
  const one = await embedded(deps, process, name, language);
  if (!one) return null;
  const { origin } = deps.settings;
  const [svg, html] = ["svg", "html"].map(
    (type) => `/embed/${process.slug}/${name}.${type}?lang=${language}`,
  );
  const page = `${origin}${inLanguage(language, one.path)}`;
  return {
    name,
    title: one.picture.title,
    svg,
    html,
    snippets: pictureSnippets(one.picture, { svg: `${origin}${svg}`, html: `${origin}${html}`, page }),
  };
}
