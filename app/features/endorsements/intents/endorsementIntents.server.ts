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
import type { ProcessRow } from "~/features/processes/services/read.server";
import { keeping } from "~/http/keeping.server";
import { acts, intent, type RouteContext } from "~/http/route.server";
import type { Need } from "~/kernel/access";
import { fail } from "~/kernel/result";

/** Finds what an intent is about: by its number where the intent has one, else what stands of a kind. */
type Find = (
  context: RouteContext,
  which: EndorsementKind,
  number?: number,
) => Promise<EndorsementRow | null>;

/** What may be done with an endorsement of one's own, by the mail's link or signed in with its address. */
export function endorsementIntents(need: Need, find: Find) {
  const own =
    <T extends { which: EndorsementKind }>(
      run: (
        context: RouteContext,
        endorsement: EndorsementRow,
        input: T,
      ) => ReturnType<typeof confirmEndorsement>,
    ) =>
    async (context: RouteContext, input: T) => {
      const endorsement = await find(context, input.which);
      return endorsement ? run(context, endorsement, input) : fail({ code: "link_expired" });
    };
  return acts(need, {
    confirm: intent(
      whichSchema,
      own(({ deps, scope }, endorsement) =>
        confirmEndorsement(deps, scope.process as ProcessRow, endorsement),
      ),
    ),
    answer: intent(
      answerSchema,
      own(({ deps, scope }, endorsement, input) =>
        answerVersion(deps, scope.process as ProcessRow, endorsement, input),
      ),
    ),
    correct: keeping(
      correctSchema,
      own(({ deps, scope }, endorsement, input) =>
        correctEndorsement(deps, scope.process as ProcessRow, endorsement, input),
      ),
    ),
    withdraw: intent(withdrawSchema, async (context, { which, number }) => {
      const process = context.scope.process as ProcessRow;
      const endorsement = await find(context, which, number);
      if (!endorsement) return fail({ code: "link_expired" });
      const done = await withdrawEndorsement(context.deps, process, endorsement);
      return done.ok ? redirect(context.to(`/p/${process.slug}/endorsements?done=withdrawn`)) : done;
    }),
  });
}
