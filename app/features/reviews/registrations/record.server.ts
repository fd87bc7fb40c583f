import { type SQL, sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import {
  type ExportScope,
  exported,
  inLanguages,
  ofProcess,
  personAsKey,
  type RecordRegistration,
  recordTable,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import { documentRequests, reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

const systemsOf = ({ processId }: ExportScope): SQL =>
  sql`(select ${systems.id} from ${systems} where ${systems.processId} = ${processId})`;
const confirmedReviews = (extent: ExportScope): SQL =>
  sql`(select ${reviews.id} from ${reviews} where ${reviews.systemId} in ${systemsOf(extent)} and ${reviews.state} = 'confirmed')`;

/** The registry of systems, and what reviews say of each. */
export const reviewsRecord = {
  tables: [
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
  ],
  withheld: {},
} satisfies RecordRegistration;
