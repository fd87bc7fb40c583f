import type { RecordRegistration } from "~/platform/recordTable";

export const noticesRecord = {
  tables: [],
  withheld: {
    notices: "told to one person",
    notice_settings: "a person's",
    unsubscribe_tokens: "a person's",
  },
} satisfies RecordRegistration;
