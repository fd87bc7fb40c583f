import type { useWords } from "~/i18n";

/** The four usual categories in the reader's language; others as they were named. */
export function categoryName(t: ReturnType<typeof useWords>["t"], category: string): string {
  switch (category) {
    case "code":
    case "data":
    case "model":
    case "other":
      return t(`components:category.${category}`);
    default:
      return category;
  }
}
