import { useWords } from "~/i18n";

const numbered = /^(?:(.+), )?seat (\d+)$/;

/** What a seat is called in the language of the page: one that has but a number, and perhaps its workgroup, is stored in English. */
export function useSeatName(): (label: string) => string {
  const { t, format } = useWords();
  return (label) => {
    const [, workgroup, number] = numbered.exec(label) ?? [];
    if (!number) return label;
    const seat = t("rounds:seat", { number });
    return workgroup ? format.parts([workgroup, seat]) : seat;
  };
}
