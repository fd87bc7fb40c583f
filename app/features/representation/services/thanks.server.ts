import { sql } from "drizzle-orm";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Deed, deeds } from "~/features/representation/domain/deeds";
import type { Deps } from "~/platform/deps";
import { rowsOf } from "~db/client";

export type Thanked = {
  readonly name: string;
  readonly affiliation: string;
  readonly deeds: readonly Deed[];
};

/**
 * Everyone who consented to be named, with what they did in the process. Votes are not in it: a ballot is
 * nobody's to see; nor are endorsements under embargo, of organizations, or hidden. Sorted by name as it is; pages
 * sort by the reader's language.
 */
export async function thankedIn(deps: Pick<Deps, "db" | "now">, process: ProcessRow): Promise<Thanked[]> {
  const shown = embargoOf(deps, process) ? "false" : "true";
  const did = (deed: Deed, from: string) => sql.raw(`select '${deed}' as deed, ${from}`);
  const rows = await rowsOf<{ id: string; name: string; affiliation: string; deed: Deed }>(
    deps.db,
    sql`select distinct u.id, u.display_name as name, u.affiliation, d.deed
      from (
        ${did("organized", "user_id as id, process_id from process_members where role = 'organizer'")}
        union ${did("facilitated", "m.user_id, w.process_id from workgroup_members m join workgroups w on w.id = m.workgroup_id where m.role = 'facilitator'")}
        union ${did("examined", "m.user_id, w.process_id from workgroup_members m join workgroups w on w.id = m.workgroup_id where m.role = 'member'")}
        union ${did("commented", "author_id, process_id from comments where hidden_at is null and body <> ''")}
        union ${did("spoke", "h.user_id, t.process_id from hands h join townhalls t on t.id = h.townhall_id where h.called_at is not null")}
        union ${did("translated", "translator_id, process_id from translations")}
        union ${did("translated", "reviewer_id, process_id from translations")}
        union ${did("reviewed", "r.user_id, s.process_id from reviews r join systems s on s.id = r.system_id where r.state = 'confirmed' and exists (select 1 from review_cells c where c.review_id = r.id)")}
        union ${did("answered", "a.user_id, c.process_id from applications a join calls c on c.id = a.call_id where a.state = 'accepted'")}
        union ${did("endorsed", `e.user_id, e.process_id from endorsements e where e.kind = 'person' and e.state = 'listed' and e.hidden_at is null and ${shown} and exists (select 1 from endorsed_versions v where v.endorsement_id = e.id and v.answer = 'yes')`)}
      ) d join users u on u.id = d.id
      where d.process_id = ${process.id} and u.shows_name and u.display_name <> '' and u.suspended_at is null
      order by 2`,
  );
  const byPerson = new Map<string, Thanked>();
  for (const { id, name, affiliation, deed } of rows) {
    const known = byPerson.get(id);
    byPerson.set(id, { name, affiliation, deeds: [...(known?.deeds ?? []), deed] });
  }
  return [...byPerson.values()].map((one) => ({
    ...one,
    deeds: deeds.filter((deed) => one.deeds.includes(deed)),
  }));
}
