import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import { isAfterEmbargo } from "~/features/processes/services/embargo.server";
import {
  derived,
  type ExportScope,
  exported,
  type RecordRegistration,
  recordTable,
  withheld,
} from "~/platform/recordTable";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";

const unlessHidden = (column: PgColumn) =>
  derived(
    sql`case when ${endorsements.hiddenAt} is null then ${column} else '' end`,
    "empty where it is hidden",
  );

/** Those that are on the wall of a version, or hidden from it, and none of them before the embargo ends. */
const listed = (extent: ExportScope): SQL => sql`${endorsements.processId} = ${extent.processId}
  and ${endorsements.state} = 'listed' and ${isAfterEmbargo(extent)} and exists (
    select 1 from ${endorsedVersions} where ${endorsedVersions.endorsementId} = ${endorsements.id} and ${isYes(extent)})`;
/** That a version is out, and endorsed. */
const isYes = (extent: ExportScope): SQL =>
  sql`${endorsedVersions.answer} = 'yes' and ${endorsedVersions.draftId} in ${publicDrafts(extent)}`;
const endorsementsListed = (extent: ExportScope): SQL =>
  sql`(select ${endorsements.id} from ${endorsements} where ${listed(extent)})`;

/** Who endorses which version. */
export const endorsementsRecord = {
  tables: [
    recordTable("endorsements", endorsements, {
      about: "A person's or an organization's name under the definition. Hidden ones without their words.",
      key: ["id"],
      newer: ["statementLanguage"],
      rows: listed,
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        kind: exported,
        state: exported,
        email: withheld("an address", "an address"),
        userId: withheld("who is signed in with that address may change it"),
        name: unlessHidden(endorsements.name),
        affiliation: unlessHidden(endorsements.affiliation),
        country: unlessHidden(endorsements.country),
        statement: unlessHidden(endorsements.statement),
        language: exported,
        statementLanguage: exported,
        domain: derived(
          sql`case when ${endorsements.hiddenAt} is null or ${endorsements.domain} = '' then ${endorsements.domain} else ${endorsements.id}::text || '.invalid' end`,
          "a name that leads nowhere where it is hidden",
        ),
        signatory: unlessHidden(endorsements.signatory),
        authority: unlessHidden(endorsements.authority),
        isExample: exported,
        tokenHash: withheld("lets its holder change it", "a secret"),
        createdAt: exported,
        verifiedAt: exported,
        checkedBy: withheld("an organizer's check; that it was checked is in checkedAt"),
        checkedAt: exported,
        declinedReason: withheld("told to whoever was declined", ""),
        withdrawnAt: withheld("none that is listed was withdrawn"),
        hiddenAt: exported,
        hiddenReason: exported,
        heldAddress: withheld("made of an address", ""),
        letter: withheld("whether a mail went out is the organizers' to see"),
        mail: withheld("whether a mail went out is the organizers' to see", "sent"),
        mailAfter: withheld("whether a mail went out is the organizers' to see"),
        attempts: withheld("whether a mail went out is the organizers' to see", 0),
      },
    }),
    recordTable("endorsed-versions", endorsedVersions, {
      about: "That an endorsement is of a version, by the hash of its text.",
      key: ["endorsementId", "draftId"],
      rows: (extent) =>
        sql`${endorsedVersions.endorsementId} in ${endorsementsListed(extent)} and ${isYes(extent)}`,
      columns: {
        endorsementId: exported,
        draftId: exported,
        draftHash: exported,
        askedAt: exported,
        mail: withheld("whether a mail went out is the organizers' to see", "sent"),
        mailAfter: withheld("whether a mail went out is the organizers' to see"),
        attempts: withheld("whether a mail went out is the organizers' to see", 0),
        answer: exported,
        answeredAt: exported,
      },
    }),
  ],
  withheld: {
    endorsement_flags: "told to moderators",
  },
} satisfies RecordRegistration;
