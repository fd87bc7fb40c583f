import { type FormEvent, useRef } from "react";
import { cellValues } from "~/features/reviews/domain/cells";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { refusedKey } from "~/ui/forms/problem";
import { Labelled } from "~/ui/text/Labelled";
import { isDue, isUnsaved, type Problem, type Row, type RowState, type Stored } from "./row/savedRow";
import { useSavedRow } from "./row/useSavedRow";

export type { Row } from "./row/savedRow";
export type RowCriteria = readonly { readonly key: string; readonly title: string }[];

/**
 * One component of a review. It is saved a moment after the last change, and by its button without a
 * script; whatever could not be saved stays in the fields.
 */
export function ReviewRow({
  address,
  place,
  draft,
  component,
  title,
  about,
  criteria,
  stored,
  typed,
  isCarried,
  isMixed,
  taken,
}: {
  /** Where the row is sent while it is typed. */
  address: string;
  /** Names the review in the browser's storage. */
  place: string;
  draft: string;
  component: string;
  title: string;
  about: string;
  criteria: RowCriteria;
  stored: Stored;
  /** What was typed and refused, without a script. */
  typed: Row | undefined;
  isCarried: boolean;
  isMixed: boolean;
  /** The server took a row or has another one: the page is to be loaded anew. */
  taken: () => void;
}) {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const at = { address, name: `codraft-review-${place}-${draft}-${component}` };
  const { state, dispatch, save } = useSavedRow(form, at, stored, typed, taken);
  const { said, theirs, epoch } = state;
  const changed = () => form.current && dispatch({ kind: "typed", row: rowIn(form.current, criteria) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    dispatch({ kind: "keep-mine" });
    // After the fields' last change has come through.
    setTimeout(save);
  };
  const sayOfAll = (all: HTMLSelectElement) => {
    if (!form.current || all.value === "") return;
    for (const select of form.current.querySelectorAll<HTMLSelectElement>('select[name^="values."]'))
      select.value = all.value;
    all.value = "";
    changed();
  };
  const id = `row-${component}`;
  return (
    <form
      method="post"
      ref={form}
      className="card review-row"
      aria-labelledby={id}
      onInput={changed}
      onBlur={() => isDue(state) && void save()}
      onSubmit={submit}
    >
      <input type="hidden" name="intent" value="save" />
      <input type="hidden" name="draft" value={draft} />
      <input type="hidden" name="component" value={component} />
      <input type="hidden" name="seen" value={(theirs ?? state.stored).seen} />
      <h2 id={id}>{title}</h2>
      {about && (
        <p className="small quiet">
          <bdi>{about}</bdi>
        </p>
      )}
      {isCarried && <p className="small frag">{t("reviews:form.carried")}</p>}
      <div key={epoch}>
        {criteria.length > 1 && (
          <label className="field">
            <span>{t("reviews:form.all")}</span>
            <select name="all" defaultValue="" onChange={(event) => sayOfAll(event.currentTarget)}>
              <option value="">{t("reviews:form.each")}</option>
              {cellValues.map((value) => (
                <option key={value} value={value}>
                  {t(`reviews:value.${value}`)}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className="row">
          {criteria.map((criterion) => (
            <label className="field" key={criterion.key}>
              <span>{criterion.title}</span>
              <select
                name={`values.${criterion.key}`}
                defaultValue={ownValue(said.values, criterion.key) ?? ""}
              >
                <option value="">{t("reviews:form.nothing")}</option>
                {cellValues.map((value) => (
                  <option key={value} value={value}>
                    {t(`reviews:value.${value}`)}
                  </option>
                ))}
              </select>
            </label>
          ))}
        </div>
        <div className="row">
          <label className="field wide">
            <span>{t("reviews:field.url")}</span>
            <input
              name="url"
              type="url"
              defaultValue={said.url}
              maxLength={500}
              dir="ltr"
              placeholder="https://"
            />
          </label>
          <label className="field wide">
            <span>{t("reviews:field.note")}</span>
            <input name="note" defaultValue={said.note} maxLength={1000} dir="auto" />
          </label>
        </div>
        {isMixed && <p className="small quiet">{t("reviews:form.mixed")}</p>}
      </div>
      {theirs && (
        <div className="notice warn" role="alert">
          <p>{t("reviews:form.theirs")}</p>
          <StoredWords stored={theirs} criteria={criteria} />
        </div>
      )}
      <div className="actions">
        <button type="submit" className="btn q mini" aria-busy={state.sent !== null}>
          {theirs ? t("reviews:form.keepMine") : t("common:save")}
        </button>
        {theirs && (
          <button type="button" className="btn q mini" onClick={() => dispatch({ kind: "take-theirs" })}>
            {t("reviews:form.takeTheirs")}
          </button>
        )}
        <span className="small quiet" role="status">
          {statusOf(state) && t(`reviews:form.${statusOf(state) as "saving"}`)}
        </span>
      </div>
      {!theirs && state.problem && <Trouble problem={state.problem} />}
    </form>
  );
}

function statusOf(state: RowState): "saving" | "unsaved" | "saved" | null {
  if (state.sent) return "saving";
  if (isUnsaved(state)) return "unsaved";
  return state.isSaved ? "saved" : null;
}

function StoredWords({ stored, criteria }: { stored: Stored; criteria: RowCriteria }) {
  const { t } = useWords();
  return (
    <ul className="clean tight small">
      {criteria.map(({ key, title }) => {
        const value = cellValues.find((one) => one === ownValue(stored.values, key));
        return (
          <li key={key}>
            <Labelled label={title}>
              {value ? t(`reviews:value.${value}`) : t("reviews:form.nothing")}
            </Labelled>
          </li>
        );
      })}
      {stored.url && (
        <li>
          <Labelled label={t("reviews:field.url")}>
            <bdi dir="ltr">{stored.url}</bdi>
          </Labelled>
        </li>
      )}
      {stored.note && (
        <li>
          <Labelled label={t("reviews:field.note")}>
            <bdi>{stored.note}</bdi>
          </Labelled>
        </li>
      )}
    </ul>
  );
}

function Trouble({ problem }: { problem: Problem }) {
  const { t } = useWords();
  const text =
    problem === "away" || problem === "signed-out"
      ? t(`reviews:form.${problem}`)
      : problem.fields?.url
        ? t("errors:field.url")
        : t(refusedKey(problem.code));
  return (
    <p className="notice bad" role="alert">
      {text}
    </p>
  );
}

function rowIn(form: HTMLFormElement, criteria: RowCriteria): Row {
  const fields = new FormData(form);
  const textOf = (name: string) => String(fields.get(name) ?? "");
  return {
    values: Object.fromEntries(criteria.map(({ key }) => [key, textOf(`values.${key}`)])),
    url: textOf("url"),
    note: textOf("note"),
  };
}
