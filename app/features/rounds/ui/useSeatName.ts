import { useWords } from "~/i18n";

const numbered = /^seat (\d+)$/;

/** What a seat is called in the language of the page: one that has but a number is stored in English. */
export function useSeatName(): (label: string) => string {
  const { t } = useWords();
  return (label) => {
    const [, number] = numbered.exec(label) ?? [];
    return number ? t("rounds:seat", { number }) : label;
  };
}
