import { wholeNumber } from "./wholeNumber";

/** How many rows of a list a page shows where nothing speaks for another number. */
const rowsPerPage = 50;

/** Which page of a list is shown, of how many, and how many rows the list has. */
export type Paging = { readonly page: number; readonly pages: number; readonly total: number };

export type Paged<T> = Paging & { readonly rows: readonly T[] };

/** The page of a list that an address asks for: the first where it names none. */
export function pageAsked(url: URL, name = "page"): number {
  return wholeNumber(url.searchParams.get(name) ?? "") ?? 1;
}

/** The page of a list that is shown where one was asked for: the last for those beyond it. */
export function pagingOf(total: number, asked: number, perPage = rowsPerPage): Paging {
  const pages = Math.max(1, Math.ceil(total / perPage));
  return { page: Math.min(Math.max(1, asked), pages), pages, total };
}

/** A page of a list that is there already: of what is put together from several sources, or read for everybody. */
export function pageOf<T>(rows: readonly T[], asked: number, perPage = rowsPerPage): Paged<T> {
  const paging = pagingOf(rows.length, asked, perPage);
  return { ...paging, rows: rows.slice((paging.page - 1) * perPage, paging.page * perPage) };
}

type Window = { readonly limit: number; readonly offset: number };

/** A page of a list that the database holds: how long it is, then the rows of the page. */
export async function pageFrom<T>(
  count: PromiseLike<number>,
  rows: (window: Window) => PromiseLike<readonly T[]>,
  { asked, perPage = rowsPerPage }: { readonly asked: number; readonly perPage?: number },
): Promise<Paged<T>> {
  const paging = pagingOf(Number(await count), asked, perPage);
  return { ...paging, rows: await rows({ limit: perPage, offset: (paging.page - 1) * perPage }) };
}

/**
 * The same where every row says how long the list is (`count(*) over ()`): one statement instead of two. Beyond the list it is the
 * first page.
 */
export async function pageWithTotals<T extends { readonly total: number }>(
  rows: (window: Window) => PromiseLike<readonly T[]>,
  { asked, perPage = rowsPerPage }: { readonly asked: number; readonly perPage?: number },
): Promise<Paged<T>> {
  const wanted = Math.max(1, Math.min(asked, mostPages));
  const found = await rows({ limit: perPage, offset: (wanted - 1) * perPage });
  if (found.length === 0 && wanted > 1) return pageWithTotals(rows, { asked: 1, perPage });
  return { ...pagingOf(found[0]?.total ?? 0, wanted, perPage), rows: found };
}

/** No list is so long. */
const mostPages = 1_000_000;
