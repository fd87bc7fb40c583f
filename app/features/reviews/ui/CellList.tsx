import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";

type Place = { readonly component: string; readonly criterion: string };
type Names = {
  readonly components: Readonly<Record<string, string>>;
  readonly criteria: Readonly<Record<string, string>>;
};

/** Some cells by name: each component, with its criteria where they are not all. The first few, and the rest to be opened. */
export function CellList({
  label,
  cells,
  names,
  most = Number.POSITIVE_INFINITY,
}: {
  label: string;
  cells: readonly Place[];
  names: Names;
  most?: number;
}) {
  const { t, format } = useWords();
  if (cells.length === 0) return null;
  const byComponent = new Map<string, string[]>();
  for (const { component, criterion } of cells)
    byComponent.set(component, [
      ...(byComponent.get(component) ?? []),
      ownValue(names.criteria, criterion) ?? criterion,
    ]);
  const every = Object.keys(names.criteria).length;
  const all = [...byComponent].map(([component, criteria]) => {
    const name = ownValue(names.components, component) ?? component;
    return criteria.length === every ? name : `${name} (${format.list(criteria)})`;
  });
  const rest = all.slice(most);
  return (
    <div>
      {label} {format.list(all.slice(0, most))}
      {rest.length > 0 && (
        <details className="more">
          <summary>{t("reviews:more", { count: rest.length })}</summary>
          {format.list(rest)}
        </details>
      )}
    </div>
  );
}
