import { redirect } from "@remix-run/node";
import {
  answerSchema,
  correctSchema,
  whichSchema,
  withdrawSchema,
} from "~/features/endorsements/contracts/endorsements";
import type { EndorsementKind } from "~/features/endorsements/domain/endorsement";
import type { EndorsementRow } from "~/features/endorsements/services/findEndorsement.server";
import { answerVersion } from "~/features/endorsements/services/give/answerVersion.server";
import { confirmEndorsement } from "~/features/endorsements/services/give/confirmEndorsement.server";
import { correctEndorsement } from "~/features/endorsements/services/give/correctEndorsement.server";
import { withdrawEndorsement } from "~/features/endorsements/services/withdrawEndorsement.server";
import { type InProcess, inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import type { Need } from "~/kernel/access";
import { fail } from "~/kernel/result";

/** Finds what an intent is about: by its number where the intent has one, else what stands of a kind. */
type Find<N extends Need> = (
  context: InProcess<N>,
  which: EndorsementKind,
  number?: number,
) => Promise<EndorsementRow | null>;

/** What may be done with an endorsement of one's own, by the mail's link or signed in with its address. */
export function endorsementIntents<N extends Need>(need: N, find: Find<N>) {
  const own =
    <T extends { which: EndorsementKind }>(
      run: (
        context: InProcess<N>,
        endorsement: EndorsementRow,
        input: T,
      ) => ReturnType<typeof confirmEndorsement>,
    ) =>
    async (context: InProcess<N>, input: T) => {
      const endorsement = await find(context, input.which);
      return endorsement ? run(context, endorsement, input) : fail({ code: "link_unknown" });
    };
  return acts(inProcess, need, {
    confirm: intent(
      whichSchema,
      own(({ deps, process }, endorsement) => confirmEndorsement(deps, process, endorsement)),
    ),
    answer: intent(
      answerSchema,
      own(({ deps, process }, endorsement, input) => answerVersion(deps, process, endorsement, input)),
    ),
    correct: intent(
      correctSchema,
      own(({ deps, process }, endorsement, input) => correctEndorsement(deps, process, endorsement, input)),
    ),
    withdraw: intent(withdrawSchema, async (context: InProcess<N>, { which, number }) => {
      const process = context.process;
      const endorsement = await find(context, which, number);
      if (!endorsement) return fail({ code: "link_unknown" });
      const done = await withdrawEndorsement(context.deps, process, endorsement);
      return done.ok ? redirect(context.to(`/p/${process.slug}/endorsements?done=withdrawn`)) : done;
    }),
  });
}
