import { and, eq, sql } from "drizzle-orm";
import { pagesIn, sendLetter } from "~/features/endorsements/services/give/letters.server";
import type { DraftId, EndorsementId } from "~/kernel/ids";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { alone } from "~/platform/jobs/eachAlone";
import { afterRefusal, handOver } from "~/platform/jobs/mailQueue";
import { severalAtOnce } from "~/platform/jobs/severalAtOnce";
import { users } from "~db/schema/accounts";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";
import { answersOf, type EndorsementRow, lockEndorsement } from "./findEndorsement.server";

/** How many are looked up at once. */
const portion = 100;

type Due = { readonly endorsementId: EndorsementId; readonly draftId: DraftId };
type Taken = {
  readonly endorsement: EndorsementRow;
  readonly draftId: DraftId;
  /** How often it was tried before. */
  readonly attempts: number;
};

/**
 * Asks by mail whoever endorsed an earlier version about the newest, each once. Any number of nodes
 * may do this at once: whoever takes the mail sends it. It is taken before it is handed over, so that nobody is asked twice;
 * one that the mail server refuses is tried again, or kept as failed (`afterRefusal`). Returns how many mails went out.
 */
export async function askEndorsers(deps: Deps): Promise<number> {
  const each = alone();
  const listed: Due[] = [];
  const firstTaken = async () => {
    if (listed.length === 0) listed.push(...(await listDue(deps)));
    for (let one = listed.shift(); one; one = listed.shift()) {
      const due = one;
      const mine = await each.try(() => take(deps, due));
      if (mine) return mine;
    }
    // Where others took all of them, they are sending them.
    return null;
  };
  const most = deps.mailsAtOnce;
  const sent = await severalAtOnce({ most, take: firstTaken, run: (mine) => ask(deps, mine) });
  each.end();
  return sent;
}

/**
 * Listed endorsers of an earlier version, but of suspended accounts, who have no answer to the newest and were not asked, or whose
 * next try has come.
 */
async function listDue(deps: Deps): Promise<Due[]> {
  const rows = await deps.db.execute(sql`
    select e.id as endorsement_id, d.id as draft_id
    from ${endorsements} e
    join lateral (
      select id, endorsable_since from ${drafts}
      where process_id = e.process_id and endorsable_since is not null and text_hash is not null
      order by number desc limit 1
    ) d on true
    left join ${endorsedVersions} v on v.endorsement_id = e.id and v.draft_id = d.id
    where e.state = 'listed' and e.hidden_at is null and not e.is_example
      and not exists (select 1 from ${users} u where u.email = e.email and u.suspended_at is not null)
      and exists (
        select 1 from ${endorsedVersions} o
        where o.endorsement_id = e.id and o.draft_id <> d.id and o.answer = 'yes'
      )
      and (
        v.draft_id is null
        or (v.answer is null and v.mail = 'due' and v.mail_after <= ${deps.now().toISOString()}::timestamptz)
      )
    order by e.process_id, e.number
    limit ${portion}
  `);
  const list = (Array.isArray(rows) ? rows : (rows as { rows: unknown[] }).rows) as {
    endorsement_id: EndorsementId;
    draft_id: DraftId;
  }[];
  return list.map((row) => ({ endorsementId: row.endorsement_id, draftId: row.draft_id }));
}

/** Stores that somebody is being asked; null when another node does, or there is nothing to ask any more. */
async function take(deps: Deps, { endorsementId, draftId }: Due): Promise<Taken | null> {
  return deps.db.transaction(async (tx) => {
    const endorsement = await lockEndorsement(tx, endorsementId);
    if (endorsement?.state !== "listed" || endorsement.hiddenAt) return null;
    const [draft] = await tx.select().from(drafts).where(eq(drafts.id, draftId));
    if (!draft?.endorsableSince || !draft.textHash) return null;
    const [known] = await tx
      .select()
      .from(endorsedVersions)
      .where(and(eq(endorsedVersions.endorsementId, endorsementId), eq(endorsedVersions.draftId, draftId)));
    if (known && (known.answer !== null || known.mail !== "due")) return null;
    const asked = { askedAt: deps.now(), mail: "taken" as const };
    await tx
      .insert(endorsedVersions)
      .values({ endorsementId, draftId, draftHash: draft.textHash, ...asked })
      .onConflictDoUpdate({
        target: [endorsedVersions.endorsementId, endorsedVersions.draftId],
        set: asked,
      });
    return { endorsement, draftId, attempts: known?.attempts ?? 0 };
  });
}

async function ask(deps: Deps, { endorsement, draftId, attempts }: Taken): Promise<boolean> {
  const [found] = await deps.db
    .select({ draft: drafts, process: processes })
    .from(drafts)
    .innerJoin(processes, eq(processes.id, drafts.processId))
    .where(eq(drafts.id, draftId));
  if (!found) return false;
  const { draft, process } = found;
  const letter = async (mail: Deps["mail"]) => {
    const answers = await answersOf(deps.db, endorsement.id);
    const before =
      answers.find(({ answer, label }) => answer === "yes" && label !== draft.label)?.label ?? "";
    const compare = `/p/${process.slug}/compare/${before}/${draft.label}`;
    return sendLetter({ ...deps, mail }, process, endorsement, "asked", {
      draft: draft.label,
      before,
      note: localize(draft.note, endorsement.language).text,
      compare: pagesIn(deps, endorsement.language)(compare),
    });
  };
  return handOver(deps, letter, (refusal) =>
    deps.db
      .update(endorsedVersions)
      .set(refusal ? afterRefusal(attempts, refusal, deps.now()) : { mail: "sent" as const })
      .where(
        and(
          eq(endorsedVersions.endorsementId, endorsement.id),
          eq(endorsedVersions.draftId, draftId),
          eq(endorsedVersions.mail, "taken"),
        ),
      ),
  );
}
