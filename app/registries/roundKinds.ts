import { roundKind as approval } from "~/features/approvals/registrations/roundKind.server";
import type { RoundKinds } from "~/features/rounds/services/roundKind";
import { roundKind as components } from "~/features/votes/registrations/roundKind.server";

/** What each kind of round does that the others do not. */
export const roundKinds: RoundKinds = { components, approval };
