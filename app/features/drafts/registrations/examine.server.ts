import { examineDrafts } from "~/features/drafts/services/inner/examineDrafts.server";
import type { Examine } from "~/platform/registrations";

/** Versions that are out against the hashes of their texts. */
export const draftsExamine: Examine = async ({ db, only }) => {
  const { published, changed } = await examineDrafts({ db }, only);
  const what = "its text is not the one that was published";
  return {
    findings: changed.map((label) => ({ log: `draft ${label}`, index: null, what })),
    counted: { drafts: published },
  };
};
