import { and, eq, ne } from "drizzle-orm";
import type { Scope, TranslationRow } from "~/features/drafts/services/translations.server";
import { notify, tellOrganizers } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { notices } from "~/features/translation/feature";
import type { ContentLanguage } from "~/kernel/language/content";
import { ownName } from "~/kernel/language/ownName";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { translators } from "~db/schema/translation";

type About = {
  readonly process: ProcessRow;
  readonly scope: Scope;
  readonly language: ContentLanguage;
};

function aboutText({ process, scope, language }: About) {
  return {
    path: `/p/${process.slug}/${scope.path}/translate/${language}`,
    values: { name: scope.name, language: ownName(language) },
  };
}

/**
 * Tells the other translators of a language that something waits for their review, once a day for a text; the
 * organizers where there is no other translator.
 */
export async function tellReviewers(
  deps: Pick<Deps, "now">,
  tx: Db,
  { actor, ...about }: About & { readonly actor: Actor },
): Promise<void> {
  const { process, scope, language } = about;
  const others = await tx
    .select({ userId: translators.userId })
    .from(translators)
    .where(
      and(
        eq(translators.processId, process.id),
        eq(translators.language, language),
        ne(translators.userId, actor.id),
      ),
    );
  const notice = {
    kind: notices["translation-waits"],
    key: `translation-waits ${scope.id} ${language} ${today(deps)}`,
    ...aboutText(about),
  };
  const ids = others.map(({ userId }) => userId);
  if (ids.length > 0) await notify(deps, tx, process, ids, notice);
  else await tellOrganizers(deps, tx, process, { ...notice, except: actor.id });
}

/** Tells a translator what became of their work: that it was reviewed, once a day for a text, or each time it is sent back. */
export async function tellTranslator(
  deps: Pick<Deps, "now">,
  tx: Db,
  {
    row,
    kind,
    words,
    ...about
  }: About & {
    readonly row: TranslationRow;
    readonly kind: "translation-reviewed" | "translation-sent-back";
    readonly words?: string;
  },
): Promise<void> {
  if (!row.translatorId) return;
  const { scope, language, process } = about;
  const once =
    kind === "translation-reviewed"
      ? `${scope.id} ${language} ${today(deps)}`
      : `${row.unitId} ${row.revision}`;
  const named =
    kind === "translation-reviewed" ? notices["translation-reviewed"] : notices["translation-sent-back"];
  await notify(deps, tx, process, [row.translatorId], {
    kind: named,
    key: `${kind} ${once}`,
    ...aboutText(about),
    words,
  });
}
