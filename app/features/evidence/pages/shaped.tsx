import { useLoaderData } from "@remix-run/react";
import { shapedHere } from "~/features/evidence/services/shapedHere.server";
import { ShapedClauses } from "~/features/evidence/ui/ShapedClauses";
import { inProcess } from "~/features/membership/registrations/place.server";
import { reads } from "~/http/route.server";
import { useFrame } from "~/ui/frame/Nested";

/** The clauses that a result, a record or a system shaped, shown in its page. */
export const loader = reads(inProcess, "anyone", async ({ deps, params, process, standing }) => ({
  slug: process.slug,
  shaped: await shapedHere(deps.db, process, params, standing.organizer),
}));

export default function Shaped() {
  const { slug, shaped } = useLoaderData<typeof loader>();
  const { frame, names } = useFrame();
  if (shaped.length === 0) return frame(null);
  return frame(<ShapedClauses base={`/p/${slug}`} clauses={shaped} names={names} />);
}
