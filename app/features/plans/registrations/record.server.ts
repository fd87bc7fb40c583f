import { exported, ofProcess, type RecordRegistration, recordTable } from "~/platform/recordTable";
import { plans } from "~db/schema/plans";

export const plansRecord = {
  tables: [
    recordTable("plans", plans, {
      about:
        "A plan that was sealed before its rounds opened: which are counted together, and under which rule and terms; docs/plans.md has its text.",
      key: ["id"],
      rows: ofProcess(plans.processId),
      newer: "all",
      columns: {
        id: exported,
        processId: exported,
        number: exported,
        doc: exported,
        hash: exported,
        sealedAt: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
