import type { ContentLanguage } from "~/kernel/language/content";
import type { Result } from "~/kernel/result";

/** Why a machine gave no translation: it was not there or not in time, or what it answered is none. */
export const machineFailures = ["machine_late", "machine_failed"] as const;
export type MachineFailure = { readonly code: (typeof machineFailures)[number] };

/** Texts of so many characters and so many of them are sent at once at most. */
export const mostAtOnce = { characters: 40_000, texts: 20 } as const;

/** No translation is taken that is so much longer than its source. */
const mostTimes = 10;
const leastRoom = 400;

export type MachineAsked = {
  readonly from: ContentLanguage;
  readonly into: ContentLanguage;
  /** In Markdown. */
  readonly texts: readonly string[];
};

/** Translates texts, in their order: as the operator has set it up. It changes nothing, and never throws. */
export type TranslationMachine = (asked: MachineAsked) => Promise<Result<readonly string[], MachineFailure>>;

/** What is sent to the machine. */
export const machineRequest = ({ from, into, texts }: MachineAsked): string =>
  JSON.stringify({ source: from, target: into, format: "markdown", texts });

/** The translations in what it answered; null where there is not one for each text, or one that none can be. */
export function readMachineAnswer(answer: string, asked: readonly string[]): readonly string[] | null {
  let read: unknown;
  try {
    read = JSON.parse(answer);
  } catch {
    return null;
  }
  const texts = typeof read === "object" && read !== null && "texts" in read ? read.texts : null;
  if (!Array.isArray(texts) || texts.length !== asked.length) return null;
  const isOne = (text: unknown, at: number) =>
    typeof text === "string" &&
    text.trim() !== "" &&
    text.isWellFormed() &&
    text.length <= leastRoom + mostTimes * (asked[at]?.length ?? 0);
  return texts.every(isOne) ? texts : null;
}

/** Units in portions that can be sent at once, in their order; one that is too long for any is left out. */
export function portionsOf<Unit extends { readonly texts: readonly string[] }>(
  units: readonly Unit[],
): Unit[][] {
  const portions: Unit[][] = [];
  let characters = 0;
  let texts = 0;
  for (const unit of units) {
    const own = unit.texts.reduce((sum, text) => sum + text.length, 0);
    if (own > mostAtOnce.characters || unit.texts.length > mostAtOnce.texts) continue;
    const last = portions.at(-1);
    const fits =
      last && characters + own <= mostAtOnce.characters && texts + unit.texts.length <= mostAtOnce.texts;
    if (fits) last.push(unit);
    else portions.push([unit]);
    characters = own + (fits ? characters : 0);
    texts = unit.texts.length + (fits ? texts : 0);
  }
  return portions;
}
