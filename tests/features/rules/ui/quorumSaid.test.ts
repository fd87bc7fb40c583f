import { describe, expect, test } from "vitest";
import { quorumSaid } from "~/features/rules/ui/quorumSaid";
import { makeWords } from "~/i18n";
import { languages } from "~/kernel/language/languages";
import { loadTranslations } from "~server/translations";

const translations = loadTranslations();
const said = (voters: number, share: number | string, language = languages[0]) =>
  quorumSaid(makeWords(language, (translations.getDataByLanguage(language) ?? {}) as never), {
    voters,
    share,
  });

describe("How many have to vote", () => {
  test.each([
    [1, 0, "At least 1 voter."],
    [5, "0", "At least 5 voters."],
    [0, "1/3", "At least 33% of the roll."],
    [2, 0.5, "At least 2 voters, and at least 50% of the roll."],
    [0, 0, null],
  ])(
    "of %s voters and %s of the roll is said without what it does not ask for",
    (voters, share, sentence) => {
      expect(said(voters, share)).toBe(sentence);
    },
  );

  test("is said in every language without a share of nothing", () => {
    for (const language of languages) {
      expect(said(3, 0, language)).not.toMatch(/[%٪]/);
      expect(said(3, 0.5, language)).toMatch(/[%٪]/);
    }
  });
});
