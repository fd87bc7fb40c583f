import { type AskedLevel, askedLevels, type Verdict } from "~/features/results/domain/checklist";
import type { Band } from "~/features/rules/domain/bands";
import { BandMark } from "~/features/rules/ui/bands";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { StackedTable } from "~/ui/table/StackedTable";

/** What a checklist asks of one component. */
export type ComponentDemand = {
  readonly level: AskedLevel;
  readonly framework: string;
  readonly note: string;
  readonly reason: string;
};

export const nothingAsked: ComponentDemand = { level: "none", framework: "", note: "", reason: "" };

type Props = {
  readonly rows: readonly {
    readonly component: string;
    readonly band: Band | null;
    readonly verdict: Verdict;
  }[];
  readonly names: Readonly<Record<string, string>>;
  /** By the keys of components, what the form begins with. */
  readonly begun: Readonly<Record<string, ComponentDemand>>;
};

const texts = [
  { field: "framework", most: 160 },
  { field: "note", most: 400 },
  { field: "reason", most: 1000 },
] as const;

/** A row a component: what the vote recommends, and the fields for what the checklist asks of it. */
export function ChecklistRows({ rows, names, begun }: Props) {
  const { t } = useWords();
  return (
    <StackedTable
      label={t("results:checklist.title")}
      columns={[
        t("results:table.component"),
        t("checklists:recommended"),
        t("checklists:level"),
        ...texts.map(({ field }) => t(`checklists:${field}`)),
      ]}
      rows={rows.map(({ component, band, verdict }) => {
        const { level, ...words } = ownValue(begun, component) ?? nothingAsked;
        const name = ownValue(names, component) ?? component;
        const labelOf = (value: string) => t("common:labelled", { label: name, value });
        return {
          key: component,
          head: name,
          cells: [
            <Recommended key="recommended" band={band} verdict={verdict} />,
            <select
              key="level"
              name={`items.${component}.level`}
              defaultValue={level}
              aria-label={labelOf(t("checklists:level"))}
            >
              {askedLevels.map((one) => (
                <option key={one} value={one}>
                  {t(`drafts:level.${one}`)}
                </option>
              ))}
            </select>,
            ...texts.map(({ field, most }) => (
              <input
                key={field}
                name={`items.${component}.${field}`}
                defaultValue={words[field]}
                maxLength={most}
                aria-label={labelOf(t(`checklists:${field}`))}
              />
            )),
          ],
        };
      })}
    />
  );
}

function Recommended({ band, verdict }: { band: Band | null; verdict: Verdict }) {
  const { t } = useWords();
  return (
    <>
      {band && <BandMark band={band} />}
      <span className={`verdict verdict-${verdict} small`}>{t(`checklists:compile.verdict.${verdict}`)}</span>
    </>
  );
}
