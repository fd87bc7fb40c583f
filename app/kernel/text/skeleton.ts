import unhomoglyph from "unhomoglyph";

/** Accents and vowel signs; the marks of other scripts make other letters. */
const accents = /\p{Script=Inherited}/gu;
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** By way of the capitals, so that ß is ss and both sigmas are one. */
const inOneCase = (text: string) => text.toUpperCase().toLowerCase();

/** Small capitals, and the letters of other scripts that the data says look like them. */
const smallCapitals = new Map(
  [..."ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ"].map((sign, at) => [sign, [..."abcdeghijklmnoprtuvwyz"][at] ?? sign]),
);
const withoutCapitals = (text: string) => text.replace(/\p{Ll}/gu, (sign) => smallCapitals.get(sign) ?? sign);

function look(text: string): string {
  const plain = inOneCase(withoutCapitals(unhomoglyph(text.normalize("NFKC").replace(unseen, ""))))
    .normalize("NFKD")
    .replace(accents, "");
  // Capital I is small l in the data, and here i has to be the capital's small letter too.
  return inOneCase(unhomoglyph(plain)).replaceAll("i", "l").normalize("NFKC");
}

/** The words of a name by what they look like: case, accents, invisible signs and look-alikes of other scripts are one. */
export function looksOf(name: string): readonly string[] {
  let text = name;
  // What one round makes of a sign can be a look-alike itself; after three nothing changes any more.
  for (let round = 0; round < 3; round++) text = look(text);
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/**
 * What a name looks like, to be held against others: two with one skeleton can be taken for each other (UTS 39, with spaces and
 * punctuation left out besides). For comparing, never for showing. Empty for a name without letters and digits.
 */
export const skeleton = (name: string): string => looksOf(name).join("");

/** The skeletons by which two names are alike when they share one: as they stand, and written small, as letters look alike in one case only. */
export const skeletons = (name: string): readonly string[] =>
  [skeleton(name), skeleton(name.toLowerCase())].filter((one) => one !== "");
