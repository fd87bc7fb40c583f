import { useId } from "react";
import { categoryName } from "~/features/components/ui/category";
import { type Choice, type Choices, choiceNames } from "~/features/rules/domain/ballotBox";
import { choiceForAll } from "~/features/votes/domain/fill";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { AsTyped, LongText } from "~/ui/forms/forms";
import { Content } from "~/ui/text/text";
import { BallotCell } from "./BallotCell";
import type { BallotComponent } from "./BallotForm";
import { FillRow } from "./FillButtons";
import { marks } from "./marks";
import type { BallotOnPage } from "./useBallot";

type Props = {
  component: BallotComponent;
  place: number;
  total: number;
  criteria: readonly { key: string; title: string }[];
  offered: readonly Choice[];
  /** As the page was read with. */
  choices: NonNullable<Choices[string]>;
  note: string;
  ballot: BallotOnPage;
};

/** One component: a row, on a phone a card that folds once it is answered. */
export function BallotRow({ component, place, total, criteria, offered, choices, note, ballot }: Props) {
  const { t } = useWords();
  const { key, title, description } = component;
  const id = useId();
  const isCurrent = ballot.current === null ? place === 1 : ballot.current === key;
  const row = ownValue(ballot.cells, key);
  const isDone = ballot.isDone(key);
  const forAll = choiceForAll({ criteria: criteria.map((one) => one.key) }, row);
  const mark = forAll ? marks[forAll] : "◐";
  return (
    <tr
      className="item"
      id={`c-${key}`}
      data-current={isCurrent || undefined}
      data-folded={(isDone && ballot.current !== key) || undefined}
      onFocus={({ target }) => target.closest(".reopen") ?? ballot.setCurrent(key)}
      onClick={(event) => {
        // What was folded by this very click stays so.
        if (!(event.target instanceof Element && event.target.closest("td.all"))) ballot.setCurrent(key);
      }}
    >
      <th scope="row">
        {isDone && (
          <span className="tk" data-choice={forAll ?? "mixed"} aria-hidden="true">
            {mark}
          </span>
        )}
        <span className="t">
          <Content view={title} />
        </span>
        <span className="sum">
          <RowInWords row={row ?? {}} criteria={criteria} />
        </span>
        <button type="button" className="linklike reopen" onClick={() => ballot.open(key)}>
          {t("votes:change")} <span className="skip">{title.text}</span>
        </button>
        <p className="d">
          <Content view={description} />
        </p>
      </th>
      <td className="all">
        <b className="all-label" aria-hidden="true">
          {t(Object.keys(row ?? {}).length > 0 && !isDone ? "votes:all.rest" : "votes:all.label")}
        </b>
        <FillRow component={component} offered={offered} forAll={forAll} fill={ballot.fill} />
      </td>
      {criteria.map((criterion) => (
        <td key={criterion.key} data-label={criterion.title} data-criterion={criterion.key}>
          <BallotCell
            component={key}
            criterion={criterion.key}
            label={t("common:labelled", { label: title.text, value: criterion.title })}
            value={ownValue(choices, criterion.key) ?? ""}
            now={ownValue(row, criterion.key) ?? ""}
            offered={offered}
            set={ballot.set}
          />
        </td>
      ))}
      <td className="about">
        <div className="about-col">
          <div className="about-in">
            <div className="about-what" aria-hidden="true">
              <p className="quiet small">
                {categoryName(t, component.category)} · {t("votes:doneOf", { done: place, total })}
              </p>
              <p className="about-title">{title.text}</p>
              <p>{description.text}</p>
            </div>
            <details className="why small" open={note !== ""}>
              <summary>{t("votes:addReason")}</summary>
              <label className="label small" htmlFor={id}>
                {t("votes:reason")}
              </label>
              <AsTyped>
                <LongText id={id} name={`notes.${key}`} defaultValue={note} maxLength={2000} rows={3} />
              </AsTyped>
            </details>
            <p className="keys quiet small">{t("votes:keys")}</p>
          </div>
        </div>
      </td>
    </tr>
  );
}

/** What was answered of a component, in a line. */
function RowInWords({ row, criteria }: { row: NonNullable<Choices[string]>; criteria: Props["criteria"] }) {
  const { t, format } = useWords();
  const forAll = choiceForAll({ criteria: criteria.map(({ key }) => key) }, row);
  if (forAll) return <>{t(`votes:forAll.${forAll}`)}</>;
  const parts = choiceNames.flatMap((choice) => {
    const those = criteria.filter(({ key }) => ownValue(row, key) === choice).map(({ title }) => title);
    return those.length > 0 ? [{ choice, those }] : [];
  });
  return (
    <>
      {parts.map(({ choice, those }, at) => (
        <span key={choice}>
          {at > 0 && " · "}
          <span aria-hidden="true">{marks[choice]}</span>{" "}
          <span className="skip">{t(`votes:choice.${choice}`)} </span>
          {format.list(those)}
        </span>
      ))}
    </>
  );
}
