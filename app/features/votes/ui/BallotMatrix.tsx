import { Fragment, useId, useRef, useState } from "react";
import { categoryName } from "~/features/components/ui/category";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { LocalizedView } from "~/kernel/language/localized";
import { AsTyped, LongText, Submit, useBegunWith } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { TableHead } from "~/ui/table/TableHead";
import { Content } from "~/ui/text/text";

export type BallotComponent = {
  key: string;
  category: string;
  title: LocalizedView;
  description: LocalizedView;
};

type Props = {
  components: readonly BallotComponent[];
  criteria: readonly { key: string; title: string }[];
  offersNotNecessary: boolean;
  choices: Choices;
  notes: Readonly<Record<string, string>>;
  prev: string | null;
  /** Idempotency key of the form. */
  formKey: string;
  isOpen: boolean;
};

/** Components by criteria: a matrix, on a phone a card a component. Plain radio buttons underneath. */
export function BallotMatrix(props: Props) {
  const { components, criteria, choices, notes, isOpen } = props;
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const total = components.length * criteria.length;
  const [answered, setAnswered] = useState(() => countAnswers(choices));
  const count = () => form.current && setAnswered(answersIn(form.current));
  const categories = [...new Set(components.map(({ category }) => category))];
  return (
    <PostForm ref={form} onChange={count}>
      <input type="hidden" name="prev" value={props.prev ?? ""} />
      <input type="hidden" name="key" value={props.formKey} />
      <fieldset disabled={!isOpen}>
        <legend className="skip">{t("votes:title")}</legend>
        <table className="ballot">
          <TableHead columns={[t("votes:component"), ...criteria.map(({ title }) => title)]} />
          <tbody>
            {categories.map((category) => (
              <Fragment key={category}>
                <tr className="category">
                  <th colSpan={criteria.length + 1} scope="rowgroup">
                    {categoryName(t, category)}
                  </th>
                </tr>
                {components
                  .filter((one) => one.category === category)
                  .map((component) => (
                    <BallotRow
                      key={component.key}
                      {...props}
                      component={component}
                      note={ownValue(notes, component.key) ?? ""}
                    />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </fieldset>
      {isOpen && (
        <div className="sticky no-print">
          <span className="small" aria-live="polite">
            {t("votes:progress", { answered, total })}
          </span>
          <progress value={answered} max={total} aria-label={t("votes:progress", { answered, total })} />
          <Submit intent="save" kind="q">
            {t("votes:save")}
          </Submit>
          <Submit intent="review">{t("votes:toReview")}</Submit>
        </div>
      )}
    </PostForm>
  );
}

type RowProps = Props & { component: BallotComponent; note: string };

function BallotRow({ component, criteria, choices, offersNotNecessary, note }: RowProps) {
  const { t } = useWords();
  const id = useId();
  const title = component.title.text;
  return (
    <tr className="item">
      <th scope="row">
        <Content view={component.title} />
        {/* One place for what is asked and why one answered: closed until wanted. */}
        <details className="more small">
          <summary>{t("votes:about")}</summary>
          <p className="quiet">
            <Content view={component.description} />
          </p>
          <label className="label small" htmlFor={id}>
            {t("votes:reason")}
          </label>
          <AsTyped>
            <LongText id={id} name={`notes.${component.key}`} defaultValue={note} maxLength={2000} rows={2} />
          </AsTyped>
        </details>
      </th>
      {criteria.map((criterion) => (
        <td key={criterion.key} data-label={criterion.title}>
          <BallotCell
            name={`choices.${component.key}.${criterion.key}`}
            label={`${title}: ${criterion.title}`}
            value={ownValue(ownValue(choices, component.key), criterion.key) ?? ""}
            offersNotNecessary={offersNotNecessary}
          />
        </td>
      ))}
    </tr>
  );
}

type CellProps = { name: string; label: string; value: string; offersNotNecessary: boolean };

function BallotCell({ name, label, value: stored, offersNotNecessary }: CellProps) {
  const { t } = useWords();
  const value = useBegunWith(name, stored);
  return (
    <span className="opt" role="radiogroup" aria-label={label}>
      <label className="yes">
        <input type="radio" name={name} value="required" defaultChecked={value === "required"} />
        {t("votes:choice.required")}
      </label>
      {offersNotNecessary && (
        <label className="no">
          <input type="radio" name={name} value="not_necessary" defaultChecked={value === "not_necessary"} />
          {t("votes:choice.not_necessary")}
        </label>
      )}
      <label className="none" title={t("votes:choice.blankLong")}>
        <input
          type="radio"
          name={name}
          value=""
          defaultChecked={value === ""}
          aria-label={t("votes:choice.blankLong")}
        />
        <span aria-hidden="true">–</span>
      </label>
    </span>
  );
}

function answersIn(form: HTMLFormElement): number {
  return [...new FormData(form)].filter(([name, value]) => name.startsWith("choices.") && value !== "")
    .length;
}

export function countAnswers(choices: Choices): number {
  return Object.values(choices).reduce((sum, row) => sum + Object.keys(row).length, 0);
}
