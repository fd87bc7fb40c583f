import type { RecordRegistration } from "~/platform/recordTable";

export const searchRecord = {
  tables: [],
  withheld: { known_words: "made of the texts, and of those as well that readers may not see" },
} satisfies RecordRegistration;
