import { Fragment, type KeyboardEvent, type ReactNode, useMemo } from "react";
import { categoryName } from "~/features/components/ui/category";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { choicesOf } from "~/features/votes/domain/ballot";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { LocalizedView } from "~/kernel/language/localized";
import { RefusedAnswer } from "~/ui/forms/forms";
import { usePlace } from "~/ui/forms/kept/whose";
import { PostForm } from "~/ui/forms/PostForm";
import { BallotDock, BallotHead } from "./BallotBars";
import { BallotRow } from "./BallotRow";
import { moveByKey } from "./ballotKeys";
import { FillColumn } from "./FillButtons";
import { marks } from "./marks";
import { useBallot } from "./useBallot";

export type BallotComponent = {
  key: string;
  category: string;
  title: LocalizedView;
  description: LocalizedView;
};

export type BallotProps = {
  /** The round's address. */
  base: string;
  components: readonly BallotComponent[];
  criteria: readonly { key: string; title: string }[];
  offersNotNecessary: boolean;
  offersCannotJudge: boolean;
  choices: Choices;
  notes: Readonly<Record<string, string>>;
  prev: string | null;
  /** Idempotency key of the form. */
  formKey: string;
  isOpen: boolean;
  closesAt: Date | string | null;
  savedAt: Date | string | null;
  /** What stands above the table. */
  children: ReactNode;
};

/** Components by criteria: a matrix, on a phone a card a component. Plain radio buttons underneath. */
export function BallotForm(props: BallotProps) {
  const { components, criteria, choices, notes, isOpen, offersNotNecessary, offersCannotJudge, children } =
    props;
  const { t } = useWords();
  const shape = useMemo(
    () => ({
      asked: components.map(({ key }) => key),
      criteria: criteria.map(({ key }) => key),
      offersNotNecessary,
      offersCannotJudge,
    }),
    [components, criteria, offersNotNecessary, offersCannotJudge],
  );
  const ballot = useBallot(shape, choices);
  const offered = choicesOf(shape);
  // As it was before components could be filled, so that what browsers kept is found.
  const place = usePlace(undefined, ["save", "review"], []);
  const categories = [...new Set(components.map(({ category }) => category))];
  const { data: answer } = ballot.fetcher;
  const onKeyDown = (event: KeyboardEvent) => moveByKey(event, ballot, offered);
  return (
    <PostForm
      ref={ballot.form}
      intents={["save", "review", "fill"]}
      place={place}
      beside={{ state: ballot.fetcher.state }}
      onInput={ballot.read}
      onSubmit={ballot.sending}
      onKeyDown={onKeyDown}
      className="ballot-form"
      tellsItself={isOpen}
    >
      <input type="hidden" name="prev" value={props.prev ?? ""} />
      <input type="hidden" name="key" value={props.formKey} />
      <BallotHead {...props} ballot={ballot} total={components.length} />
      {children}
      {answer && <RefusedAnswer answer={answer} />}
      <fieldset disabled={!isOpen}>
        <legend className="skip">{t("votes:title")}</legend>
        <div className="ballot-wrap">
          <table className="ballot">
            <thead>
              <tr>
                <th scope="col">{t("votes:component")}</th>
                <th scope="col" className="all">
                  {t("votes:all.label")}
                  <small aria-hidden="true">
                    {offered.map((choice) => (
                      <span key={choice}>
                        {marks[choice]} {t(`votes:choice.${choice}`)}
                      </span>
                    ))}
                  </small>
                </th>
                {criteria.map((criterion) => (
                  <th scope="col" key={criterion.key}>
                    {criterion.title}
                    <FillColumn criterion={criterion} offered={offered} fill={ballot.fill} />
                  </th>
                ))}
                <th scope="col" className="about">
                  {t("votes:about")}
                </th>
              </tr>
            </thead>
            <tbody>
              {categories.map((category) => {
                const own = components.filter((one) => one.category === category);
                const done = own.filter(({ key }) => ballot.isDone(key)).length;
                return (
                  <Fragment key={category}>
                    <tr className="category">
                      <th colSpan={criteria.length + 3} scope="rowgroup">
                        {categoryName(t, category)}{" "}
                        <small>{t("votes:doneOf", { done, total: own.length })}</small>
                      </th>
                    </tr>
                    {own.map((component) => (
                      <BallotRow
                        key={component.key}
                        component={component}
                        place={components.indexOf(component) + 1}
                        total={components.length}
                        criteria={criteria}
                        offered={offered}
                        choices={ownValue(choices, component.key) ?? {}}
                        note={ownValue(notes, component.key) ?? ""}
                        ballot={ballot}
                      />
                    ))}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </div>
      </fieldset>
      {isOpen && <BallotDock ballot={ballot} />}
    </PostForm>
  );
}
