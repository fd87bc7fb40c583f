export type Page = { readonly name: string; readonly path: string };

const demo = "/p/open-source-ai";

/** The twelve pages of the demo that are read most. */
export async function demoPages(at: string): Promise<Page[]> {
  const draft = await leadsTo(at, `${demo}/drafts`, /\/drafts\/[\d.]+$/);
  return [
    { name: "front page", path: "/" },
    { name: "overview", path: demo },
    { name: "votes", path: `${demo}/votes` },
    { name: "result", path: `${demo}/results/1` },
    { name: "draft", path: draft },
    { name: "clause", path: await leadsTo(at, draft, /\/clauses\/[0-9a-f-]{36}$/) },
    { name: "townhalls", path: `${demo}/townhalls` },
    { name: "townhall", path: await leadsTo(at, `${demo}/townhalls`, /\/townhalls\/\d+$/) },
    { name: "threads", path: `${demo}/threads` },
    { name: "thread", path: await leadsTo(at, `${demo}/threads`, /\/threads\/\d+$/) },
    { name: "people", path: `${demo}/people` },
    { name: "systems", path: `${demo}/systems` },
  ];
}

/** The first link of a page to an address like this. */
async function leadsTo(at: string, path: string, address: RegExp): Promise<string> {
  const answer = await fetch(`${at}${path}`, { headers: { accept: "text/html" } });
  const links = [...(await answer.text()).matchAll(/<a\b[^>]*?href="(\/p\/[^"?#]+)/g)];
  const found = links.map(([, link]) => link as string).find((link) => address.test(link));
  if (!found) throw new Error(`${path} has no link like ${address}`);
  return found;
}
