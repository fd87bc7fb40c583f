import { z } from "zod";
import { demoSeatsOf } from "~/features/accounts/services/demoSeats.server";
import { signInAsDemo } from "~/features/accounts/services/signIn.server";
import { intent } from "~/http/action.server";
import { safeRedirect } from "~/i18n/languagePath";
import { email } from "~/kernel/fields";
import { deviceOf, enter, type SignInProvider } from "./provider.server";

/** The demo's ready seats, as one of the people that the demo made. */
export const bySeat: SignInProvider<"seat"> = {
  key: "seat",
  variables: [],
  isOffered: ({ isDemo }) => isDemo,
  formOrigins: () => [],
  choices: async (deps) => (await demoSeatsOf(deps)).map((seat) => ({ value: seat.email, label: seat.name })),
  announced: () => "and pick a ready seat, no mail needed.",
  begin: intent(
    z.strictObject({ seat: email, redirectTo: z.string().max(2000).optional() }),
    async ({ deps, request }, { seat, redirectTo }) =>
      enter(await signInAsDemo(deps, seat, deviceOf(request), safeRedirect(redirectTo))),
  ),
  finish: {},
};
