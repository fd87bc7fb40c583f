import type { Deps } from "~/platform/deps";
import type { DbHandle } from "~db/client";
import { type Basis, noting } from "~server/visitors/basis";
import { following } from "~server/visitors/following";
import { sharing } from "~server/visitors/sharing";
import { watchStatements } from "~tests/support/countStatements";
import type { Person } from "~tests/support/scenario";
import { cookieOf, type Params } from "./routes";
import { loadPage, type PageRoute, pageRoutes, renderPage } from "./wholePage";
import { addressToken, type Role } from "./world";

/** Statements that a page may take, and bytes that it may have before it is compressed. */
export const mostStatements = 10;
export const mostBytes = 300_000;

/** Pages that are not asked for by everybody, or not with the parameters that all others are given. */
const particular: Readonly<Record<string, { params?: Params; reader?: Role }>> = {
  "discussion/manage.draft.revisions": { params: { draft: "0.2" } },
  "drafts/manage.draft.import": { params: { draft: "0.2" } },
  "overview/start-process": { reader: "a founder" },
  "notices/unsubscribe": { params: { token: "a-token-of-a-mail" } },
  "profile/profile.address": { params: { token: addressToken } },
  "results/manage.compilation": { params: { result: "2" } },
  "results/manage.compilation.publish": { params: { result: "2" } },
  "reviews/system.answer": { params: { token: "a-token-of-a-mail" } },
  "reviews/system.review": { reader: "a participant" },
};

/** Parameters with which a page is asked for where all others are given others. */
export const ownParams = ({ id }: PageRoute): Params => particular[id]?.params ?? {};

export const budgetPages = pageRoutes.filter(({ id }) => !id.includes("/not-found"));

type Readers = {
  readonly deps: Deps;
  readonly people: Readonly<Record<Role, Person | null>>;
  readonly params: Params;
  /** For pages that are asked for with other parameters. */
  readonly special?: Readonly<Record<string, Params>>;
};

/** Asks for pages as readers do who share what is the same for all of them. */
export function pageReader(db: DbHandle, { deps, people, params, special = {} }: Readers) {
  const followed = following(db);
  const shared = sharing({ deps, followed });
  const requestOf = async ({ id }: PageRoute, reader: Role) => {
    const { params: own, reader: other } = particular[id] ?? {};
    const headers = await cookieOf(deps, people[other ?? reader]);
    return { deps, headers, params: { ...params, ...own, ...special[id] }, shared: shared() };
  };
  return {
    /**
     * How many statements a page takes of one reader, once another has read what all of them share: what is read anew
     * after each change is the same for thousands. `isRead` where it was.
     */
    countOf: async (
      page: PageRoute,
      reader: Role,
      isRead = false,
    ): Promise<{ count: number; status: number }> => {
      const request = await requestOf(page, reader);
      if (!isRead) await loadPage(page, request);
      let count = 0;
      const stop = watchStatements(() => {
        count += 1;
      });
      try {
        const { status } = await loadPage(page, { ...request, shared: shared() });
        return { count, status };
      } finally {
        stop();
      }
    },
    /** What a page is made of that a visitor asks for; null for one that visitors may not read. */
    basisOf: async (page: PageRoute): Promise<Basis | null> => {
      if (particular[page.id]?.reader) return null;
      const { shared: _, ...request } = await requestOf(page, "a visitor");
      await followed.versions.read();
      const noted = noting({ deps, ...followed, relations: await followed.statements.ready() });
      const { status } = await loadPage(page, { ...request, deps: noted.deps });
      return status === 200 ? noted.basis() : null;
    },
    htmlOf: async (page: PageRoute, reader: Role): Promise<string> =>
      renderPage(page, await requestOf(page, reader)),
  };
}
