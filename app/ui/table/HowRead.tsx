import type { ReactNode } from "react";
import { useWords } from "~/i18n";
import { isNamedColumn } from "~/kernel/csv/columns";
import type { Layout } from "~/kernel/csv/lines";
import type { UnknownWord } from "~/kernel/csv/pasted";
import { passedOver, type Told } from "~/kernel/csv/reading";
import { ownValue } from "~/kernel/keyed";
import { Field, Group, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Scroll } from "./Scroll";

/** What a word of a column can stand for. */
export type Meanings = Readonly<
  Record<string, readonly { readonly value: string; readonly label: string }[]>
>;

type Props = {
  /** Has it read again, as it is said here. */
  readonly intent: string;
  readonly layout: Layout;
  readonly told: Told;
  readonly unknown?: readonly UnknownWord[];
  readonly meanings?: Meanings;
  /** What was pasted, and what else is sent with it, as fields. */
  readonly children: ReactNode;
};

/** How a pasted table was read, before anything of it is stored; and a form to have it read otherwise. */
export function HowRead({ intent, layout, told, unknown = [], meanings = {}, children }: Props) {
  const { t } = useWords();
  const isList = layout.separator === null && layout.columns.length !== 1;
  return (
    <section className="card" aria-labelledby="how-read">
      <h2 id="how-read">{t("common:sheet.title")}</h2>
      <p>
        {t(`common:sheet.separator.${separatorName(layout)}`)} ·{" "}
        {t("common:sheet.rows", { count: layout.rows })}
      </p>
      <p className="quiet small measure">{t("common:sheet.lead")}</p>
      <PostForm place={`how-read ${intent}`} previews={intent}>
        {children}
        {told.meanings.map((one, at) => (
          <MeaningFields key={`${one.of} ${one.word}`} at={at} {...one} />
        ))}
        {!isList && <ColumnFields layout={layout} />}
        {isList && <Sample layout={layout} />}
        {unknown.length > 0 && (
          <Group legend={t("common:sheet.unknown")} of={[intent, "meanings"]}>
            {unknown.map(({ column, word, line, lines }, index) => {
              const at = told.meanings.length + index;
              return (
                <div key={`${column} ${word}`}>
                  <MeaningFields at={at} of={column} word={word} />
                  <Field
                    label={t("common:sheet.means", { column: columnName(t, column), word })}
                    hint={t("common:sheet.onLines", { line, count: lines })}
                  >
                    <select name={`meanings.${at}.means`} defaultValue="">
                      <option value="">{t("common:sheet.say")}</option>
                      {(ownValue(meanings, column) ?? []).map(({ value, label }) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                      <option value={passedOver}>{t("common:sheet.leaveOut")}</option>
                    </select>
                  </Field>
                </div>
              );
            })}
          </Group>
        )}
        {(!isList || unknown.length > 0) && (
          <div className="actions">
            <Submit intent={intent} kind="q">
              {t("common:sheet.again")}
            </Submit>
          </div>
        )}
      </PostForm>
    </section>
  );
}

const names = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;
const separatorName = ({ separator }: Layout) => (separator === null ? "list" : names[separator]);

/** A column's name in the language of the page; columns that have none are called as files call them. */
export function columnName(t: ReturnType<typeof useWords>["t"], column: string): string {
  return isNamedColumn(column) ? t(`common:sheet.column.${column}`) : column;
}

function MeaningFields({ at, of, word, means }: { at: number; of: string; word: string; means?: string }) {
  return (
    <>
      <input type="hidden" name={`meanings.${at}.of`} value={of} />
      <input type="hidden" name={`meanings.${at}.word`} value={word} />
      {means !== undefined && <input type="hidden" name={`meanings.${at}.means`} value={means} />}
    </>
  );
}

/** The first rows, each column with a choice of what it is. */
function ColumnFields({ layout }: { layout: Layout }) {
  const { t } = useWords();
  const places = layout.columns.map((column, at) => ({ column, at, name: layout.header?.[at] ?? "" }));
  return (
    <>
      <Field label={t("common:sheet.header.label")}>
        <select name="header" defaultValue={layout.header ? "yes" : "no"}>
          <option value="yes">{t("common:sheet.header.yes")}</option>
          <option value="no">{t("common:sheet.header.no")}</option>
        </select>
      </Field>
      <Scroll label={t("common:sheet.title")}>
        <table>
          <thead>
            <tr>
              {places.map(({ column, at, name }) => (
                <th scope="col" key={at}>
                  <bdi>{name}</bdi>
                  <select
                    name={`columns.${at}`}
                    defaultValue={column}
                    aria-label={t("common:sheet.number", { number: at + 1 })}
                  >
                    <option value="">{t("common:sheet.passOver")}</option>
                    {layout.wanted.map((one) => (
                      <option key={one} value={one}>
                        {columnName(t, one)}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <SampleRows layout={layout} />
        </table>
      </Scroll>
    </>
  );
}

function Sample({ layout }: { layout: Layout }) {
  const { t } = useWords();
  return (
    <Scroll label={t("common:sheet.title")}>
      <table>
        <SampleRows layout={layout} />
      </table>
    </Scroll>
  );
}

function SampleRows({ layout }: { layout: Layout }) {
  return (
    <tbody>
      {layout.sample.map((cells, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows and cells have no name but their place
        <tr key={row}>
          {layout.columns.map((_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <td key={at}>
              <bdi>{cells[at] ?? ""}</bdi>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

/** What was said about a pasted table, as fields: it is stored as it was shown. */
export function ToldFields({ told }: { told: Told }) {
  return (
    <>
      <input type="hidden" name="header" value={told.header} />
      {told.columns.map((column, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name but their place
        <input key={at} type="hidden" name={`columns.${at}`} value={column} />
      ))}
      {told.meanings.map((one, at) => (
        <MeaningFields key={`${one.of} ${one.word}`} at={at} {...one} />
      ))}
    </>
  );
}
