import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editorsDecisions } from "~/features/comments/domain/comment";
import { applyPatch, type Patch } from "~/features/drafts/domain/patch";
import { storyOf } from "~/features/evidence/services/story.server";
import type { ClauseId } from "~/kernel/ids";
import { rowsOf } from "~db/client";
import { processes } from "~db/schema/processes";
import { demoSlug } from "~server/demo/seats";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";

type Row = {
  readonly label: string;
  readonly comment: string;
  readonly clause: string;
  readonly decision: (typeof editorsDecisions)[number];
  readonly before: string;
  readonly patch: Patch;
  readonly written: string;
  readonly published: string;
  readonly cited: boolean;
  readonly positions: number;
  readonly differs: boolean;
};

describe("the versions of the demo", () => {
  let demo: TestDb;
  let carried: readonly Row[];
  beforeAll(async () => {
    demo = await demoDb();
    carried = await rowsOf<Row>(
      demo.db,
      sql`select d.label, c.comment_id as comment, c.clause_id as clause, p.decision, c.patch, c.body as written, k.body as published,
          earlier.body as before, earlier.body is distinct from k.body as differs,
          exists (select from evidence e where e.draft_id = d.id and e.clause_id = c.clause_id and e.comment_id = c.comment_id) as cited,
          (select count(*)::int from suggestion_positions s where s.comment_id = c.comment_id) as positions
        from carried_out c join drafts d on d.id = c.draft_id join dispositions p on p.id = c.disposition_id
          join draft_clauses k on k.draft_id = d.id and k.clause_id = c.clause_id
          join comments o on o.id = c.comment_id
          left join draft_clauses earlier on earlier.draft_id = o.draft_id and earlier.clause_id = o.clause_id
        where d.state <> 'working' order by d.number`,
    );
  });
  afterAll(() => demo.close());

  test("each but the first have two changes or more that suggestions led to, which people weighed and the clauses cite", async () => {
    const versions = await rowsOf<{ label: string }>(
      demo.db,
      sql`select label from drafts where state <> 'working' and label <> '1.1' order by number`,
    );
    expect(versions).toHaveLength(6);
    for (const { label } of versions.slice(1)) {
      const own = carried.filter((one) => one.label === label && one.differs);
      expect([label, own.length >= 2, own.every((one) => one.cited && one.positions > 1)]).toEqual([
        label,
        true,
        true,
      ]);
    }
  });

  test("say what was accepted, word for word: the patch makes of the old text the one that was published", () => {
    for (const { label, decision, before, patch, written, published } of carried) {
      expect([label, written]).toEqual([label, published]);
      if (decision === "accepted") expect([label, applyPatch(before, patch)]).toEqual([label, published]);
    }
    expect(new Set(carried.map(({ decision }) => decision))).toEqual(
      new Set(["accepted", "accepted-with-changes"]),
    );
  });

  test("show the line in the story of the clause: the words that came and the suggestion that they came from", async () => {
    const [process] = await demo.db.select().from(processes).where(eq(processes.slug, demoSlug));
    for (const { label, clause, comment, differs } of carried.filter(
      ({ decision }) => decision === "accepted",
    )) {
      const story = await storyOf({ db: demo.db }, there(process), clause as ClauseId, false);
      const chapter = there(story.find(({ draft }) => draft.label === label));
      expect([label, chapter.what, differs]).toEqual([label, "edited", true]);
      expect(chapter.words.some(({ kind }) => kind === "added")).toBe(true);
      expect(chapter.evidence.map(({ commentId }) => commentId)).toContain(comment);
    }
  });

  test("were chosen from more: rivals on one passage, decided together, one rejected and one deferred with their reasons", async () => {
    const decided = await rowsOf<{ decision: string; language: string }>(
      demo.db,
      sql`select p.decision, o.language from comments o join dispositions p on p.id = o.disposition_id where o.patch is not null`,
    );
    const kinds = decided.map(({ decision }) => decision);
    expect(kinds).toEqual(
      expect.arrayContaining([...editorsDecisions].filter((one) => one !== "out-of-scope")),
    );
    expect(new Set(decided.map(({ language }) => language))).toEqual(new Set(["en", "es", "fr", "ar"]));
    const [rivals] = await rowsOf<{ leads: string; others: string }>(
      demo.db,
      sql`select lp.decision as leads, op.decision as others
        from suggestion_bundles b join comments l on l.id = b.lead_id join comments o on o.id = b.comment_id
          join dispositions lp on lp.id = l.disposition_id join dispositions op on op.id = o.disposition_id
        where l.clause_id = o.clause_id`,
    );
    expect(rivals).toEqual({ leads: "accepted", others: "rejected" });
  });
});
