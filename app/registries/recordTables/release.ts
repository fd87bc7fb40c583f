import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  derived,
  type ExportScope,
  exported,
  inLanguages,
  ofProcess,
  personAsKey,
  recordTable,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import { isAfterEmbargo, publicDrafts, systemsOf } from "~/registries/recordTables/conditions";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { boardDecisions, boardSnapshots } from "~db/schema/release";
import { documentRequests, reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

const confirmedReviews = (extent: ExportScope): SQL =>
  sql`(select ${reviews.id} from ${reviews} where ${reviews.systemId} in ${systemsOf(extent)} and ${reviews.state} = 'confirmed')`;

/** The registry, and what reviews say of each system. */
export const systemTables = [
  recordTable("systems", systems, {
    about: "A system that is reviewed against the versions.",
    key: ["id"],
    rows: ofProcess(systems.processId),
    columns: {
      id: exported,
      processId: exported,
      key: exported,
      name: exported,
      maker: exported,
      about: inLanguages,
      links: exported,
      workgroupId: exported,
      position: exported,
      createdAt: exported,
    },
  }),
];

export const reviewTables = [
  recordTable("reviews", reviews, {
    about: "One reviewer's work on one system, once an organizer confirmed it.",
    key: ["id"],
    rows: (extent) => sql`${reviews.id} in ${confirmedReviews(extent)}`,
    columns: {
      id: exported,
      systemId: exported,
      // One review of a person and system: who is not named has an id of the review.
      userId: personAsKey,
      number: exported,
      state: exported,
      affiliated: exported,
      motivation: withheld("told to organizers", ""),
      appliedAt: exported,
      decidedBy: unnamedPerson,
      decidedAt: exported,
    },
  }),
  recordTable("review-cells", reviewCells, {
    about: "What a review says of a component under a criterion, as of one version.",
    key: ["reviewId", "draftId", "component", "criterion"],
    rows: (extent) =>
      sql`${reviewCells.reviewId} in ${confirmedReviews(extent)} and ${reviewCells.draftId} in ${publicDrafts(extent)}`,
    columns: {
      reviewId: exported,
      draftId: exported,
      component: exported,
      criterion: exported,
      value: exported,
      url: exported,
      note: exported,
      revision: exported,
      savedAt: exported,
    },
  }),
  recordTable("settled-cells", settledCells, {
    about: "Where reviews disagreed: what was settled, and why.",
    key: ["systemId", "draftId", "component", "criterion"],
    rows: (extent) =>
      sql`${settledCells.systemId} in ${systemsOf(extent)} and ${settledCells.draftId} in ${publicDrafts(extent)}`,
    columns: {
      systemId: exported,
      draftId: exported,
      component: exported,
      criterion: exported,
      value: exported,
      reason: exported,
      settledBy: unnamedPerson,
      settledAt: exported,
    },
  }),
  recordTable("document-requests", documentRequests, {
    about: "A maker was asked for documents that reviewers could not find.",
    key: ["id"],
    rows: (extent) => sql`${documentRequests.systemId} in ${systemsOf(extent)}`,
    columns: {
      id: exported,
      systemId: exported,
      number: exported,
      component: exported,
      wanted: exported,
      recipient: withheld("an address", ""),
      askedBy: unnamedPerson,
      askedAt: exported,
      sentAt: exported,
      tokenHash: withheld("lets its recipient answer", ""),
      dueOn: exported,
      state: exported,
      answer: exported,
      answerUrl: exported,
      closedAt: exported,
    },
  }),
];

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
export const endorsementTables = [
  recordTable("endorsements", endorsements, {
    about: "A person's or an organization's name under the definition. Hidden ones without their words.",
    key: ["id"],
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
      answer: exported,
      answeredAt: exported,
    },
  }),
];

const snapshotsOut = (extent: ExportScope): SQL =>
  sql`(select ${boardSnapshots.id} from ${boardSnapshots} where ${boardSnapshots.processId} = ${extent.processId} and ${boardSnapshots.draftId} in ${publicDrafts(extent)})`;

/** What the board saw, and what it decided. */
export const boardTables = [
  recordTable("board-snapshots", boardSnapshots, {
    about: "The state of every gate as a board meeting saw it.",
    key: ["id"],
    rows: (extent) => sql`${boardSnapshots.id} in ${snapshotsOut(extent)}`,
    columns: {
      id: exported,
      processId: exported,
      number: exported,
      draftId: exported,
      meeting: exported,
      state: exported,
      hash: exported,
      takenBy: unnamedPerson,
      takenAt: exported,
    },
  }),
  recordTable("decisions", boardDecisions, {
    about: "What was decided on the ground of a snapshot.",
    key: ["snapshotId"],
    rows: (extent) => sql`${boardDecisions.snapshotId} in ${snapshotsOut(extent)}`,
    columns: {
      snapshotId: exported,
      decision: exported,
      reasons: exported,
      decidedBy: exported,
      decidedOn: exported,
      recordedBy: unnamedPerson,
      recordedAt: exported,
    },
  }),
];
