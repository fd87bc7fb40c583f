import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSession } from "~/features/accounts/services/sessions.server";
import { findCall, saveCall } from "~/features/calls/services/calls.server";
import { beginCampaign, openCampaign } from "~/features/membership/services/campaigns.server";
import { readCampaignCookie } from "~/http/campaignCookie";
import { processMembers } from "~db/schema/membership";
import { type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { ask, bodyIn, handlerOf } from "./support/routes";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  value(await beginCampaign(s.deps, s.organizer, s.process, { code: "spring", name: "Spring" }));
});
afterAll(() => db.close());

/** The cookie that a page of the process gives to whoever follows a link. */
async function cookieOf(search: string): Promise<string | undefined> {
  const handler = await handlerOf("overview/layout.tsx", "loader");
  const { slug } = s.process;
  const { is } = await ask(handler, { deps: s.deps, path: `/p/${slug}${search}`, params: { process: slug } });
  const headers = new Headers((is as { init: ResponseInit }).init.headers);
  return headers.get("Set-Cookie")?.split(";")[0];
}

test("who follows a campaign's link and then applies to a call is counted with it", async () => {
  const cookie = there(await cookieOf("?c=spring"));
  const until = s.deps.now().toISOString().slice(0, 10);
  const wanted = {
    call: null,
    kind: "reviewer" as const,
    title: "Reviewers",
    body: "One system.",
    missing: [],
  };
  value(await saveCall(s.deps, s.organizer, s.process, "en", { ...wanted, until }));
  const { number } = there(await findCall(s.deps.db, s.process, "1"));
  const person = await signUp(s.deps, "by-campaign");
  const token = await startSession(s.deps, s.deps.db, person.id, "a test");
  const asked = {
    deps: s.deps,
    cookie: `${cookie}; __Host-codraft=${btoa(JSON.stringify(token))}`,
    params: { process: s.process.slug, call: String(number) },
  };
  const join = await handlerOf("representation/join.tsx", "loader");
  const page = await bodyIn(await ask(join, { ...asked, path: `/p/${s.process.slug}/join` }));
  expect(page).toMatchObject({ campaign: "spring" });
  const path = `/p/${s.process.slug}/calls/${number}`;
  const form = { intent: "apply", message: "", language: "en" };
  const applied = await ask(await handlerOf("calls/call.tsx", "action"), { ...asked, path, form });
  expect(await bodyIn(applied)).toMatchObject({ ok: true });
  const [member] = await s.deps.db.select().from(processMembers).where(eq(processMembers.userId, person.id));
  expect(member?.campaignId).toBe(there(await openCampaign(s.deps.db, s.process, "spring")).id);
});

test("no cookie is set without a campaign, or for what is no code", async () => {
  for (const search of ["", "?c=", "?c=a%3B%20b", `?c=${"a".repeat(61)}`, "?c=--"])
    expect(await cookieOf(search)).toBeUndefined();
});

test("a campaign is that of its own process", () => {
  expect(readCampaignCookie("a=b; codraft-campaign=one:spring; c=d", "one")).toBe("spring");
  expect(readCampaignCookie("codraft-campaign=one:spring", "two")).toBe("");
  expect(readCampaignCookie("not-codraft-campaign=one:spring", "one")).toBe("");
  expect(readCampaignCookie(null, "")).toBe("");
});
