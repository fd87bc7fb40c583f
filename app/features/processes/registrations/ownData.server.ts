import type { OwnData } from "~/platform/registrations";

export const processesOwnData = {
  words: { "changes.changed_by": ["kind", "subject", "after", "reason"] },
} satisfies OwnData;
