import type { RecordRegistration } from "~/platform/recordTable";

export const accountsRecord = {
  tables: [],
  withheld: {
    users: "people; those who agreed to be named are in people.jsonl",
    sessions: "who is signed in",
    sign_in_requests: "who signs in",
    address_changes: "addresses",
    mailbox: "mail of the demo",
    sent_forms: "each person's own",
    kept_words: "each person's own",
    limits: "how much of late came from whom, by a hash",
  },
} satisfies RecordRegistration;
