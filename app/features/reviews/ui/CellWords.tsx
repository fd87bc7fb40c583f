import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";

type Said = { readonly criterion: string; readonly value: string };

/** What cells of one component say: one word where they agree, else each word with its criteria. */
export function CellWords({
  cells,
  criteria,
}: {
  cells: readonly Said[];
  criteria: Readonly<Record<string, string>>;
}) {
  const { t, format } = useWords();
  const byValue = new Map<string, string[]>();
  for (const { criterion, value } of cells)
    byValue.set(value, [...(byValue.get(value) ?? []), ownValue(criteria, criterion) ?? criterion]);
  return (
    <>
      {[...byValue].map(([value, named], at) => (
        <span key={value}>
          {at > 0 && " · "}
          <span className={`cell-word cell-word-${value}`}>{t(`reviews:value.${value as "allowed"}`)}</span>
          {byValue.size > 1 && <span className="small"> ({format.list(named)})</span>}
        </span>
      ))}
    </>
  );
}
