import {
  processesEndorsedBy,
  withdrawAllOf,
} from "~/features/endorsements/services/withdrawEndorsement.server";
import type { Erasure } from "~/platform/registrations";

export const endorsementsErasure = {
  touched: processesEndorsedBy,
  erase: withdrawAllOf,
} satisfies Erasure;
