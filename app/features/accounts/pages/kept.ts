import { z } from "zod";
import { forgetWords, keepWords, wordsAt } from "~/features/accounts/services/keptWords.server";
import { acts, inJson, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { readToken } from "~/http/session.server";

const place = z.string().min(1).max(400);
/** As much as the longest form that there is. */
const longest = 400_000;
const words = z
  .string()
  .max(longest)
  .transform((text, context): Record<string, unknown> => {
    try {
      const read: unknown = JSON.parse(text);
      if (typeof read === "object" && read !== null && !Array.isArray(read))
        return read as Record<string, unknown>;
    } catch {
      // It is said below.
    }
    context.addIssue({ code: "custom", message: "errors:field.notText" });
    return z.NEVER;
  });
const mostAsked = 200;

/** What the person has typed into forms and not sent, for their other devices. */
export const loader = reads(anywhere, "signed-in", async ({ actor, deps, url }) =>
  Response.json(await wordsAt(deps, actor, url.searchParams.getAll("place").slice(0, mostAsked)), {
    headers: { "Cache-Control": "no-store" },
  }),
);

export const action = inJson(
  acts(anywhere, "signed-in", {
    keep: intent(z.strictObject({ place, words }), async ({ deps, actor, request }, input) =>
      keepWords(deps, actor, (await readToken(request)) ?? null, input),
    ),
    forget: intent(z.strictObject({ place }), ({ deps, actor }, input) =>
      forgetWords(deps, actor, input.place),
    ),
  }),
);
