import { onCompilation } from "~/features/results/registrations/place.server";
import { resultBundle } from "~/features/verification/services/bundle.server";
import { keptFile } from "~/http/api.server";
import { refuse, sends } from "~/http/route.server";

/** A result and all that it is made of as one file, for programs that check it. */
export const loader = sends(onCompilation, "anyone", async (context) => {
  const { deps, process, compilation } = context;
  const bundle = await resultBundle(deps, process, compilation);
  if (!bundle.ok) {
    if (bundle.error.code === "not_found") return null;
    throw refuse(bundle.error.code);
  }
  const name = `${process.slug}-result-${compilation.number}.zip`;
  return keptFile(context, bundle.value, { type: "application/zip", name, of: process });
});
