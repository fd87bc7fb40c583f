import { sql } from "drizzle-orm";
import { exported, inLanguages, type RecordRegistration, recordTable } from "~/platform/recordTable";
import { compilations } from "~db/schema/results";

export const resultsRecord = {
  tables: [
    recordTable("compilations", compilations, {
      about: "A published result: which rounds were counted under which rule, and what came out.",
      key: ["id"],
      loose: { roundIds: "rounds" },
      rows: ({ processId }) =>
        sql`${compilations.processId} = ${processId} and ${compilations.publishedAt} is not null`,
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        title: inLanguages,
        intro: inLanguages,
        roundIds: exported,
        rule: exported,
        ruleHash: exported,
        declaredBefore: exported,
        reference: exported,
        result: exported,
        resultHash: exported,
        createdAt: exported,
        publishedAt: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
