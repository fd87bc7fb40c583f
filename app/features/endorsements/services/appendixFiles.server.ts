import {
  type Appendix,
  appendixAsCsv,
  appendixAsHtml,
  appendixAsMarkdown,
} from "~/features/endorsements/domain/appendix";
import { countByKind } from "~/features/endorsements/domain/listed";
import { pagesIn } from "~/features/endorsements/services/give/letters.server";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { intlTag } from "~/i18n/intlTag";
import { dateFormat, displayNames } from "~/kernel/language/intl";
import { directionOf, type Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { endorsableDrafts } from "./findEndorsement.server";
import { listEndorsements, type Reader } from "./listEndorsements.server";

const files = {
  "appendix.md": { type: "text/markdown", write: appendixAsMarkdown },
  "appendix.html": { type: "text/html", write: appendixAsHtml },
  "appendix.csv": { type: "text/csv", write: appendixAsCsv },
} as const;

/**
 * Who endorses a version, as a file for the press. Null for files that there are none of, versions
 * that people were not asked about, and, but for organizers, under embargo.
 */
export async function appendixFile(
  deps: Pick<Deps, "db" | "now" | "translator" | "settings">,
  process: ProcessRow,
  reader: Reader,
  { file, draft: label, language }: { file: string; draft: string | null; language: Language },
): Promise<{ name: string; type: string; body: string } | null> {
  if (!Object.hasOwn(files, file)) return null;
  const { type, write } = files[file as keyof typeof files];
  const all = await endorsableDrafts(deps.db, process);
  const draft = label === null ? all[0] : all.find((one) => one.label === label);
  if (!draft) return null;
  const listed = await listEndorsements(deps, process, draft, reader, { order: { names: language } });
  if (!listed) return null;
  const t = deps.translator(language);
  const tag = intlTag(language);
  const day = dateFormat(tag, { dateStyle: "long", timeZone: "UTC" });
  const moment = dateFormat(tag, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  const countries = displayNames(tag, "region");
  const until = embargoOf(deps, process);
  const counts = countByKind(listed);
  const appendix: Appendix = {
    title: t("endorsements:appendix.title", { process: localize(process.title, language).text }),
    language,
    direction: directionOf(language),
    draft: draft.label,
    draftHash: draft.textHash,
    date: day.format(deps.now()),
    address: pagesIn(deps, language)(`/p/${process.slug}/endorsements?draft=${draft.label}`),
    warning: until && t("endorsements:appendix.embargo", { when: `${moment.format(until)} UTC` }),
    counts: [
      t("endorsements:count.organizations", { count: counts.organizations }),
      t("endorsements:count.people", { count: counts.people }),
    ].join(" · "),
    words: {
      version: t("endorsements:version"),
      organizations: t("endorsements:kinds.organization"),
      people: t("endorsements:kinds.person"),
      none: t("endorsements:appendix.none"),
      example: t("endorsements:example"),
      signedBy: t("endorsements:signedBy"),
    },
    endorsements: listed,
    countryName: (code) => countries.of(code) ?? code,
    directionOf,
  };
  return { name: `endorsements-${draft.label}.${file.split(".")[1]}`, type, body: write(appendix) };
}
