import { and, eq } from "drizzle-orm";
import { audit } from "~/features/components/feature";
import { allComponents, componentsAt, currentListVersion } from "~/features/components/services/read.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { type Localized, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import { looseKey } from "~/kernel/text/nearest";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { componentChanges, components } from "~db/schema/components";

export type NewComponent = {
  readonly title: string;
  readonly category: string;
  readonly description: string;
  /** Its title in other languages too. */
  readonly titles?: Localized;
};

export type ListChange =
  | { readonly kind: "added"; readonly added: readonly NewComponent[] }
  | { readonly kind: "split"; readonly from: string; readonly added: readonly NewComponent[] }
  | {
      readonly kind: "merged";
      readonly from: readonly string[];
      readonly added: NewComponent;
      readonly carriesVotes: boolean;
    }
  | { readonly kind: "retired"; readonly from: string };

/**
 * Changes the component list: one new version, with its reason, in public. Rounds keep the version
 * they were set up with. Votes of earlier rounds follow a merge only if the change declares it;
 * a split never moves votes, because nobody said which part they meant.
 */
export async function changeList(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  { change, reason }: { readonly change: ListChange; readonly reason: string },
): Promise<Result<{ version: number; added: number }, Refusal>> {
  const titles = "added" in change ? [change.added].flat().map(({ title }) => title) : [];
  const subject =
    titles.length > 3
      ? `${titles.length}`
      : titles.join(", ") || ("from" in change ? String(change.from) : "");
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit[`components.${change.kind}` as const], subject },
    async (tx) => {
      const version = (await currentListVersion(tx, process.id)) + 1;
      const listed = await componentsAt(tx, process.id, version - 1);
      const gone = "from" in change ? [...new Set([change.from].flat())] : [];
      if (gone.some((key) => !listed.some((one) => one.key === key))) return fail({ code: "not_found" });
      if (change.kind === "merged" && gone.length < 2)
        return fail({ code: "invalid", fields: { from: "errors:field.two" } });

      for (const key of gone) {
        await tx
          .update(components)
          .set({ retiredVersion: version })
          .where(and(eq(components.processId, process.id), eq(components.key, key)));
      }
      const added = "added" in change ? [change.added].flat() : [];
      const fresh = await insertComponents(tx, process, language, version, added);
      if (!fresh) return fail({ code: "already_exists", fields: { title: "errors:field.taken" } });
      await tx.insert(componentChanges).values({
        id: deps.newId(),
        processId: process.id,
        version,
        kind: change.kind,
        fromKeys: gone,
        toKeys: fresh,
        carriesVotes: change.kind === "merged" && change.carriesVotes,
        reason,
        at: deps.now(),
        actorId: actor.id,
      });
      return ok({ version, added: fresh.length });
    },
  );
}

/** A key that can stand in addresses, forms and files: the title without what is only typography. */
function componentKey(title: string): string {
  return cut(looseKey(title), 80).replace(/-$/, "");
}

/** Keys of the new components, or undefined when one of them has been on the list before. */
async function insertComponents(
  tx: Db,
  process: ProcessRow,
  language: Language,
  version: number,
  added: readonly NewComponent[],
): Promise<string[] | undefined> {
  const ever = await allComponents(tx, process.id);
  const keys = added.map(({ title }) => componentKey(title));
  const all = [...ever.map(({ key }) => key), ...keys];
  if (new Set(all).size !== all.length || keys.includes("")) return undefined;
  const last = Math.max(-1, ...ever.map(({ position }) => position));
  await insertMany(
    tx,
    components,
    added.map(({ title, category, description, titles }, i) => ({
      processId: process.id,
      key: keys[i] as string,
      category,
      title: titles ?? plain(title, language),
      description: plain(description, language),
      position: last + 1 + i,
      sinceVersion: version,
    })),
  );
  return keys;
}

/** Edits a component's words in one language; no new version, because what is asked stays the same. */
export async function editComponent(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  input: { key: string; title: string; description: string },
): Promise<Result<undefined, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["component.edited"], subject: input.key },
    async (tx) => {
      const known = (await allComponents(tx, process.id)).find(({ key }) => key === input.key);
      if (!known) return fail({ code: "not_found" });
      await tx
        .update(components)
        .set({
          title: withText(known.title, language, input.title),
          description: withText(known.description, language, input.description),
        })
        .where(and(eq(components.processId, process.id), eq(components.key, input.key)));
      return ok();
    },
  );
}
