import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads, refuse, sends } from "~/http/route.server";
import { statusOf } from "~/http/statuses";
import { inLanguage } from "~/i18n/languagePath";
import { languages } from "~/kernel/language/languages";
import { type RefusalCode, refusalCodes } from "~/kernel/refusals";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";
import errors from "../../locales/en/errors.json";
import { ask, bodyIn, type Params, statusIn } from "./support/routes";

/** What HTTP has to say about each, as clients and proxies understand it. */
const meanings: Record<number, readonly RefusalCode[]> = {
  400: [
    ...([
      "bad_lines",
      "bad_units",
      "ballot_empty",
      "code_wrong",
      "deadline_past",
      "invalid",
      "parameter_unknown",
    ] as const),
    ...(["no_clauses", "no_rounds", "nothing_left", "not_secure", "text_too_heavy"] as const),
  ],
  401: ["sign_in_needed"],
  403: [
    "cross_site",
    "own_words",
    "party_to_conflict",
    "not_a_reviewer",
    "not_host",
    "organizer_new",
    "own_request",
    "other_address",
    "restrained",
    "suspended",
  ],
  404: ["bundle_too_large", "not_found"],
  409: [
    "changed_since_read",
    ...([
      "already_exists",
      "already_published",
      "already_used",
      "key_reused",
      "objected_already",
      "sent_already",
      "last_organizer",
    ] as const),
    ...([
      "nothing_cast",
      "roll_empty",
      "round_closed",
      "round_void",
      "round_not_closed",
      "round_not_draft",
    ] as const),
    ...(["address_confirmed", "address_taken", "round_still_open", "seat_given_up"] as const),
    ...(["round_not_open", "superseded"] as const),
    ...([
      "agreements_first",
      "meeting_not_live",
      "meeting_over",
      "meeting_cancelled",
      "check_closed",
      "queue_closed",
      "thread_closed",
    ] as const),
    "other_person",
    ...(["already_decided", "call_closed", "draft_final", "joined_late"] as const),
    ...(["deadline_declared", "gates_decide", "no_conflict"] as const),
    ...([
      "draft_published",
      "acted_meanwhile",
      "approval_open",
      "version_replaced",
      "open_too_short",
      "name_misleads",
      "deadline_too_soon",
      "in_preparation",
      "already_open",
      "rule_outdated",
      "suggestion_conflicts",
      "suggestions_touch",
      "no_working_version",
      "edited_meanwhile",
      "reason_missing",
      "second_person",
      "window_closed",
      "explored_count",
    ] as const),
    ...([
      "log_broken",
      "plan_altered",
      "plan_asks_less",
      "plan_counted",
      "plan_lists",
      "plan_not_kept",
      "plan_rules",
      "round_planned",
      "witness_unknown",
    ] as const),
    ...([
      "second_missing",
      "second_needed",
      "second_not_needed",
      "other_roll",
      "plan_reveals",
      "plan_still_open",
      "reveal_needs_plan",
      "roll_overlap",
    ] as const),
  ],
  410: [
    ...(["invitation_declined", "invitation_expired", "link_expired", "link_unknown", "link_used"] as const),
    "taken_back",
    ...(["ask_expired", "not_asked"] as const),
  ],
  413: ["too_large"],
  429: ["codes_spent", "sent_just_now", "slow_mode", "too_many"],
  502: ["machine_failed"],
  503: ["bundle_not_signed", "busy", "disk_full", "mail_failed", "record_behind", "unavailable"],
  504: ["machine_late"],
};
const meant = Object.entries(meanings).flatMap(([status, codes]) =>
  codes.map((code) => ({ code, status: Number(status) })),
);

let db: TestDb;
let deps: TestDeps;
beforeAll(async () => {
  db = await testDb();
  deps = testDeps(db);
});
afterAll(() => db.close());

describe("refusals", () => {
  test("all have a status, and nothing else has one", () => {
    expect(meant.map(({ code }) => code).sort()).toEqual([...refusalCodes].sort());
    expect(Object.keys(statusOf).sort()).toEqual([...refusalCodes].sort());
  });

  test("all have a title and a text, and neither is there without its refusal", () => {
    const { crash: _, offline: __, ...titles } = errors.title;
    expect(Object.keys(titles).sort()).toEqual([...refusalCodes].sort());
    expect(Object.keys(errors.code).sort()).toEqual([...refusalCodes].sort());
  });

  test("are told apart by their words", () => {
    for (const words of [errors.title, errors.code]) {
      const said = Object.values(words).map((text) => text.trim());
      expect(said).not.toContain("");
      expect(new Set(said).size).toBe(said.length);
    }
  });
});

describe.each(meant)("the refusal $code", ({ code, status }) => {
  const refusing = intent(z.strictObject({}), async () => ({ ok: false, error: { code } }));
  const throwing = async () => {
    throw refuse(code);
  };

  test(`is answered with ${status}, instead of a page and beside a form`, async () => {
    const page = await ask(reads(anywhere, "anyone", throwing), { deps, path: "/" });
    expect([statusIn(page), await bodyIn(page), page.thrown]).toEqual([status, { code }, true]);
    const form = await ask(acts(anywhere, "anyone", { do: refusing }), {
      deps,
      path: "/",
      form: { intent: "do" },
    });
    expect([statusIn(form), form.thrown]).toEqual([status, false]);
    expect(await bodyIn(form)).toEqual({ intent: "do", ok: false, error: { code }, typed: {} });
  });

  test("is said in words of the reader's language instead of a file", async () => {
    const texts = new Set<unknown>();
    for (const lang of languages) {
      const path = inLanguage(lang, "/f");
      const params: Params = path === "/f" ? {} : { lang };
      const file = await ask(sends(anywhere, "anyone", throwing), { deps, path, params });
      expect(statusIn(file)).toBe(status);
      texts.add(await bodyIn(file));
    }
    expect(texts).toContain(`${errors.code[code]}\n`);
    expect(texts.size).toBe(languages.length);
  });
});
