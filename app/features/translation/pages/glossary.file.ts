import { inProcess } from "~/features/membership/registrations/place.server";
import { glossaryCsv } from "~/features/translation/domain/glossaryTable";
import { glossaryOf } from "~/features/translation/services/glossary/readGlossary.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** The glossary of a process as a table, as it is taken in. */
export const loader = sends(inProcess, "anyone", async ({ process, shared }) => {
  const terms = await shared(glossaryOf, process.id, process.sourceLanguage);
  const rows = terms.flatMap(({ head, words }) => words.map((one) => ({ term: head, ...one })));
  const csv = glossaryCsv(
    rows.map(({ term, language, wanted, avoided, note }) => ({ term, language, wanted, avoided, note })),
  );
  return fileResponse(`glossary-${process.slug}.csv`, "text/csv", csv);
});
