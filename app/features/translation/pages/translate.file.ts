import { findDraft } from "~/features/drafts/services/findDraft.server";
import { draftScope } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { exportXliff } from "~/features/translation/services/xliff.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";
import { isLanguage } from "~/kernel/language/languages";

/** A version with its translation as XLIFF 2.1. */
export const loader = sends("anyone", async ({ deps, params, scope, standing }) => {
  const process = scope.process as ProcessRow;
  const { language } = params;
  const draft = await findDraft(deps, process, params.draft, standing.organizer);
  const isWanted = isLanguage(language) && process.languages.includes(language);
  if (!draft || !isWanted || language === process.sourceLanguage) return null;
  const xml = await exportXliff(deps, process, await draftScope(deps, draft), language);
  return fileResponse(`draft-${draft.label}-${language}.xlf`, "application/xliff+xml", xml);
});
