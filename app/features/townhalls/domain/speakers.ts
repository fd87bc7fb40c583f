import { cut } from "~/kernel/text/cut";

/** Words as they stand in a file: whose they are is not known yet. */
export type Spoken = {
  readonly startsMs: number | null;
  /** As the file's own format names the speaker; empty where only the words may. */
  readonly voice: string;
  /** The voice stands on a line like any other: it may be none. */
  readonly isGuessed?: boolean;
  /** The words, line by line. */
  readonly lines: readonly string[];
};

export type Passage = {
  /** Milliseconds from the beginning; null where the text has no times. */
  readonly startsMs: number | null;
  readonly speaker: string;
  readonly text: string;
};

/** A name that words were taken for the words of, to be looked at before anything is stored. */
export type FoundName = {
  readonly name: string;
  readonly passages: number;
  /** The beginning of the first thing they say. */
  readonly first: string;
  /** Nothing but the words says that it is a name, and it stands there once: it may be "Note: …". */
  readonly isUnsure: boolean;
};

const longestName = 60;
export const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();

/** Milliseconds of a time as files write it ("12:04", "01:02:03.040"); null for what is none. */
export function clock(text: string): number | null {
  const [, hours = "0", minutes = "", seconds = "", part = "0"] =
    /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (minutes === "" || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(part.padEnd(3, "0"));
}

/** "Name: words" and "[Speaker 2] words": the name and where the words begin. */
const colon = /^[ \t]*(?:-[ \t]+)?([^:：\n]{1,60})[:：](?:[ \t]+|$)/u;
const bracket = /^[ \t]*[[(]([\p{L}][^\])\n]{0,59})[\])]:?[ \t]+(?=\S)/u;
/** Words of a name: capital or without case, a number, or what stands between names in the languages of Europe. */
const nameWord =
  /^(?:\p{Lu}[\p{L}\p{M}’'.-]*|[\p{Lo}\p{Lt}][\p{L}\p{M}’'.-]*|\d{1,3}|\(.{1,20}\)|d[’']\p{L}+|al-\p{L}+|van|von|der|den|de|del|della|di|da|dos|du|des|la|le|el|y|e|et|bin|ibn|bint)$/u;

/** Whether a text could be what somebody is called. */
export function isNameLike(text: string): boolean {
  const words = text.trim().split(/[ \t]+/);
  if (words.length > 6 || text.length > longestName || /[!?،؟;]|\.\s|https?$/u.test(text)) return false;
  return /^[\p{Lu}\p{Lo}\p{Lt}]/u.test(text.trim()) && words.every((word) => nameWord.test(word));
}

/** "A guest": at the beginning, where nothing else is said before, few words may name somebody without being a name. */
const mayName = (text: string) =>
  /^[\p{Lu}\p{Lo}\p{Lt}][\p{L}\p{M}’'-]*(?:[ \t]+[\p{L}\p{M}’'-]+){0,2}[ \t]*$/u.test(text);

/** Who a line says that it is from, and what is left of it; null where it says nothing of it. */
function namedIn(line: string, isFirst: boolean): { readonly name: string; readonly rest: string } | null {
  const found = colon.exec(line) ?? bracket.exec(line);
  const name = found?.[1] ?? "";
  if (!found || !(isNameLike(name) || (isFirst && mayName(name)))) return null;
  return { name: squeeze(name), rest: line.slice(found[0].length) };
}

/**
 * Gives words to those who said them. A line that begins with a name begins a passage of theirs; what follows without
 * one is still theirs until the next gap. Within a gap's text a name counts only if it is known from elsewhere: a line that
 * happens to begin like one must not take words from somebody. `notNames` are those of which a person said that they
 * are none.
 */
export function passagesOf(
  spoken: readonly Spoken[],
  notNames: readonly string[],
): { passages: Passage[]; names: FoundName[] } {
  const refused = new Set(notNames.map(squeeze));
  const known = knownNames(spoken, refused);
  const passages: Passage[] = [];
  const names = new Map<string, FoundName>();
  const note = (name: string, text: string, isVoice: boolean) => {
    const before = names.get(name);
    const count = (before?.passages ?? 0) + 1;
    const isUnsure = !isVoice && count === 1 && (before?.isUnsure ?? true);
    names.set(name, { name, passages: count, first: before?.first ?? cut(text, 80), isUnsure });
  };
  for (const one of spoken) {
    const { startsMs, isGuessed = false } = one;
    const voice = refused.has(squeeze(one.voice)) ? "" : one.voice;
    // What was taken for a name and is none is words.
    const lines = voice === one.voice ? one.lines : [one.voice, ...one.lines];
    let speaker = voice;
    let words: string[] = [];
    const end = () => {
      const text = squeeze(words.join(" "));
      words = [];
      if (text === "") return;
      passages.push({ startsMs, speaker: cut(speaker, 80), text });
      if (speaker !== "") note(speaker, text, speaker === voice && !isGuessed);
    };
    for (const [at, line] of lines.entries()) {
      const named = voice === "" ? namedIn(line, at === 0) : null;
      if (named && known.has(named.name)) {
        end();
        speaker = named.name;
        words.push(named.rest);
      } else words.push(line);
    }
    end();
  }
  return { passages, names: [...names.values()] };
}

/** Names at the beginning of a gap's text, and those that stand before words twice. */
function knownNames(spoken: readonly Spoken[], refused: ReadonlySet<string>): Set<string> {
  const counts = new Map<string, number>();
  for (const { voice, lines } of spoken) {
    if (voice !== "") continue;
    for (const [at, line] of lines.entries()) {
      const named = namedIn(line, at === 0);
      if (named) counts.set(named.name, (counts.get(named.name) ?? 0) + (at === 0 ? 2 : 1));
    }
  }
  return new Set([...counts].flatMap(([name, count]) => (count > 1 && !refused.has(name) ? [name] : [])));
}
