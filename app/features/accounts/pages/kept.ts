import { z } from "zod";
import { forgetWords, keepWords, wordsAt } from "~/features/accounts/services/keptWords.server";
import { acts, inJson, intent } from "~/http/action.server";
import { anywhere, canBeName } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { readToken } from "~/http/session.server";

const place = z.string().min(1).max(400);
/** As much as the longest form that there is. */
const longest = 400_000;
/** What somebody types may for a moment be half of a character, and the database takes no zeros: words are kept without either. */
const typed = z.string().transform((text) => text.toWellFormed().replaceAll("\0", ""));
const byName = z.record(typed, typed);
/** As the browser keeps it (`ui/forms/kept/keptWords`). */
const shape = z.strictObject({
  fields: byName,
  begun: byName,
  basis: byName,
  once: typed,
  at: z.number(),
  page: typed.optional(),
});
const words = z
  .string()
  .max(longest)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "errors:field.notText" });
      return z.NEVER;
    }
  })
  .pipe(shape);
const mostAsked = 200;

const asked = ({ searchParams }: URL) => searchParams.getAll("place").filter(canBeName).slice(0, mostAsked);

/**
 * What the person has typed into forms and not sent, for their other devices. A page that was made for somebody else, who was signed in before,
 * is told nothing of it.
 */
export const loader = reads(anywhere, "signed-in", async ({ actor, deps, url }) => {
  const isTheirs = url.searchParams.get("whose") === actor.id;
  return Response.json(isTheirs ? await wordsAt(deps, actor, asked(url)) : {}, {
    headers: { "Cache-Control": "no-store" },
  });
});

export const action = inJson(
  acts(anywhere, "signed-in", {
    keep: intent(z.strictObject({ place, words }), async ({ deps, actor, request }, input) =>
      keepWords(deps, actor, (await readToken(request)) ?? "", input),
    ),
    forget: intent(z.strictObject({ place }), ({ deps, actor }, input) =>
      forgetWords(deps, actor, input.place),
    ),
  }),
);
