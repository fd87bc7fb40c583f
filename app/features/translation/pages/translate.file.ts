import { onDraft } from "~/features/drafts/registrations/place.server";
import { draftScope } from "~/features/drafts/services/translations.server";
import { exportXliff } from "~/features/translation/services/xliff.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";
import { isContentLanguage } from "~/kernel/language/content";

/** A version with its translation as XLIFF 2.1. */
export const loader = sends(onDraft, "anyone", async ({ deps, draft, params, process }) => {
  const { language } = params;
  const isWanted = isContentLanguage(language) && process.languages.includes(language);
  if (!isWanted || language === process.sourceLanguage) return null;
  const xml = await exportXliff(deps, process, await draftScope(deps, draft), language);
  return fileResponse(`draft-${draft.label}-${language}.xlf`, "application/xliff+xml", xml);
});
