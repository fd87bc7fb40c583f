import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  asItIs,
  type Extent,
  inLanguages,
  kept,
  ofProcess,
  personAsKey,
  recordTable,
  somebody,
  told,
} from "~/platform/recordTable";
import { isAfterEmbargo, publicDrafts, systemsOf } from "~/registries/recordTables/conditions";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { boardDecisions, boardSnapshots } from "~db/schema/release";
import { documentRequests, reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

const confirmedReviews = (extent: Extent): SQL =>
  sql`(select ${reviews.id} from ${reviews} where ${reviews.systemId} in ${systemsOf(extent)} and ${reviews.state} = 'confirmed')`;

/** The registry, and what reviews say of each system. */
export const systemTables = [
  recordTable("systems", systems, {
    about: "A system that is reviewed against the versions.",
    key: ["id"],
    rows: ofProcess(systems.processId),
    columns: {
      id: asItIs,
      processId: asItIs,
      key: asItIs,
      name: asItIs,
      maker: asItIs,
      about: inLanguages,
      links: asItIs,
      workgroupId: asItIs,
      position: asItIs,
      createdAt: asItIs,
    },
  }),
];

export const reviewTables = [
  recordTable("reviews", reviews, {
    about: "One reviewer's work on one system, once an organizer confirmed it.",
    key: ["id"],
    rows: (extent) => sql`${reviews.id} in ${confirmedReviews(extent)}`,
    columns: {
      id: asItIs,
      systemId: asItIs,
      // One review of a person and system: who is not named has an id of the review.
      userId: personAsKey,
      number: asItIs,
      state: asItIs,
      affiliated: asItIs,
      motivation: kept("told to organizers", ""),
      appliedAt: asItIs,
      decidedBy: somebody,
      decidedAt: asItIs,
    },
  }),
  recordTable("review-cells", reviewCells, {
    about: "What a review says of a component under a criterion, as of one version.",
    key: ["reviewId", "draftId", "component", "criterion"],
    rows: (extent) =>
      sql`${reviewCells.reviewId} in ${confirmedReviews(extent)} and ${reviewCells.draftId} in ${publicDrafts(extent)}`,
    columns: {
      reviewId: asItIs,
      draftId: asItIs,
      component: asItIs,
      criterion: asItIs,
      value: asItIs,
      url: asItIs,
      note: asItIs,
      revision: asItIs,
      savedAt: asItIs,
    },
  }),
  recordTable("settled-cells", settledCells, {
    about: "Where reviews disagreed: what was settled, and why.",
    key: ["systemId", "draftId", "component", "criterion"],
    rows: (extent) =>
      sql`${settledCells.systemId} in ${systemsOf(extent)} and ${settledCells.draftId} in ${publicDrafts(extent)}`,
    columns: {
      systemId: asItIs,
      draftId: asItIs,
      component: asItIs,
      criterion: asItIs,
      value: asItIs,
      reason: asItIs,
      settledBy: somebody,
      settledAt: asItIs,
    },
  }),
  recordTable("document-requests", documentRequests, {
    about: "A maker was asked for documents that reviewers could not find.",
    key: ["id"],
    rows: (extent) => sql`${documentRequests.systemId} in ${systemsOf(extent)}`,
    columns: {
      id: asItIs,
      systemId: asItIs,
      number: asItIs,
      component: asItIs,
      wanted: asItIs,
      recipient: kept("an address", ""),
      askedBy: somebody,
      askedAt: asItIs,
      sentAt: asItIs,
      tokenHash: kept("lets its recipient answer", ""),
      dueOn: asItIs,
      state: asItIs,
      answer: asItIs,
      answerUrl: asItIs,
      closedAt: asItIs,
    },
  }),
];

const unlessHidden = (column: PgColumn) =>
  told(
    sql`case when ${endorsements.hiddenAt} is null then ${column} else '' end`,
    "empty where it is hidden",
  );

/** Those that are on the wall of a version, or hidden from it, and none of them before the embargo ends. */
const listed = (extent: Extent): SQL => sql`${endorsements.processId} = ${extent.processId}
  and ${endorsements.state} = 'listed' and ${isAfterEmbargo(extent)} and exists (
    select 1 from ${endorsedVersions} where ${endorsedVersions.endorsementId} = ${endorsements.id} and ${isYes(extent)})`;
/** That a version is out, and endorsed. */
const isYes = (extent: Extent): SQL =>
  sql`${endorsedVersions.answer} = 'yes' and ${endorsedVersions.draftId} in ${publicDrafts(extent)}`;
const endorsementsListed = (extent: Extent): SQL =>
  sql`(select ${endorsements.id} from ${endorsements} where ${listed(extent)})`;

/** Who endorses which version. */
export const endorsementTables = [
  recordTable("endorsements", endorsements, {
    about: "A person's or an organization's name under the definition. Hidden ones without their words.",
    key: ["id"],
    rows: listed,
    columns: {
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      kind: asItIs,
      state: asItIs,
      email: kept("an address", "an address"),
      userId: kept("who is signed in with that address may change it"),
      name: unlessHidden(endorsements.name),
      affiliation: unlessHidden(endorsements.affiliation),
      country: unlessHidden(endorsements.country),
      statement: unlessHidden(endorsements.statement),
      language: asItIs,
      domain: told(
        sql`case when ${endorsements.hiddenAt} is null or ${endorsements.domain} = '' then ${endorsements.domain} else ${endorsements.id}::text || '.invalid' end`,
        "a name that leads nowhere where it is hidden",
      ),
      signatory: unlessHidden(endorsements.signatory),
      authority: unlessHidden(endorsements.authority),
      isExample: asItIs,
      tokenHash: kept("lets its holder change it", "a secret"),
      createdAt: asItIs,
      verifiedAt: asItIs,
      checkedBy: kept("an organizer's check; that it was checked is in checkedAt"),
      checkedAt: asItIs,
      declinedReason: kept("told to whoever was declined", ""),
      withdrawnAt: kept("none that is listed was withdrawn"),
      hiddenAt: asItIs,
      hiddenReason: asItIs,
      heldAddress: kept("made of an address", ""),
    },
  }),
  recordTable("endorsed-versions", endorsedVersions, {
    about: "That an endorsement is of a version, by the hash of its text.",
    key: ["endorsementId", "draftId"],
    rows: (extent) =>
      sql`${endorsedVersions.endorsementId} in ${endorsementsListed(extent)} and ${isYes(extent)}`,
    columns: {
      endorsementId: asItIs,
      draftId: asItIs,
      draftHash: asItIs,
      askedAt: asItIs,
      answer: asItIs,
      answeredAt: asItIs,
    },
  }),
];

const snapshotsOut = (extent: Extent): SQL =>
  sql`(select ${boardSnapshots.id} from ${boardSnapshots} where ${boardSnapshots.processId} = ${extent.processId} and ${boardSnapshots.draftId} in ${publicDrafts(extent)})`;

/** What the board saw, and what it decided. */
export const boardTables = [
  recordTable("board-snapshots", boardSnapshots, {
    about: "The state of every gate as a board meeting saw it.",
    key: ["id"],
    rows: (extent) => sql`${boardSnapshots.id} in ${snapshotsOut(extent)}`,
    columns: {
      id: asItIs,
      processId: asItIs,
      number: asItIs,
      draftId: asItIs,
      meeting: asItIs,
      state: asItIs,
      hash: asItIs,
      takenBy: somebody,
      takenAt: asItIs,
    },
  }),
  recordTable("decisions", boardDecisions, {
    about: "What was decided on the ground of a snapshot.",
    key: ["snapshotId"],
    rows: (extent) => sql`${boardDecisions.snapshotId} in ${snapshotsOut(extent)}`,
    columns: {
      snapshotId: asItIs,
      decision: asItIs,
      reasons: asItIs,
      decidedBy: asItIs,
      decidedOn: asItIs,
      recordedBy: somebody,
      recordedAt: asItIs,
    },
  }),
];
