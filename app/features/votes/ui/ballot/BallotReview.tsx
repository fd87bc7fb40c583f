import { type ReactNode, useState } from "react";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { countAnswers } from "~/features/votes/domain/ballot";
import { choiceForAll } from "~/features/votes/domain/fill";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Submit } from "~/ui/forms/forms";
import { Trouble } from "~/ui/forms/kept/KeptNotes";
import { PostForm } from "~/ui/forms/PostForm";
import { Labelled } from "~/ui/text/Labelled";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import type { BallotComponent } from "./BallotForm";
import { marks } from "./marks";

type Props = {
  base: string;
  components: readonly BallotComponent[];
  criteria: readonly { key: string; title: string }[];
  choices: Choices;
  notes: Readonly<Record<string, string>>;
  prev: string | null;
  formKey: string;
  /** What a blank is worth by the round's rule. */
  blank: ReactNode;
};

/** Blanks first: what may have been forgotten. */
const groups = ["blank", "required", "mixed", "not_necessary", "cannot_judge"] as const;

/**
 * The ballot once more, as it will go into the log, by what was answered; what is seen is what is sent. It stays as it
 * was when the page was opened: what the same person saves or casts in another tab does not slip into this one.
 */
export function BallotReview({ base, components, criteria, blank, ...read }: Props) {
  const { t } = useWords();
  const [{ choices, notes, prev, formKey }] = useState(read);
  const isBlank = countAnswers(choices) === 0;
  const shape = { criteria: criteria.map(({ key }) => key) };
  const groupOf = ({ key }: BallotComponent) => {
    const row = ownValue(choices, key);
    return row === undefined ? "blank" : (choiceForAll(shape, row) ?? "mixed");
  };
  const blanks = components.filter((one) => groupOf(one) === "blank").length;
  return (
    <PostForm className="ballot-form" tellsItself sendsLater>
      <input type="hidden" name="prev" value={prev ?? ""} />
      <input type="hidden" name="key" value={formKey} />
      {isBlank && <input type="hidden" name="blank" value="yes" />}
      {isBlank && <p className="notice warn">{t("votes:review.allBlank")}</p>}
      <div className="review">
        {groups.map((group) => {
          const own = components.filter((one) => groupOf(one) === group);
          if (own.length === 0) return null;
          return (
            <section key={group} aria-labelledby={`review-${group}`}>
              <h2 id={`review-${group}`}>
                <span className="tk" data-choice={group} aria-hidden="true">
                  {group === "mixed" ? "◐" : group === "blank" ? "–" : marks[group]}
                </span>
                {t(`votes:review.group.${group}`)} <span className="quiet">{own.length}</span>
              </h2>
              <ul className="card">
                {own.map((component) => (
                  <li key={component.key}>
                    <span className="review-what">
                      <Content view={component.title} />
                      <Reason text={ownValue(notes, component.key) ?? ""} name={component.key} />
                    </span>
                    {group === "mixed" && (
                      <Cells row={ownValue(choices, component.key) ?? {}} criteria={criteria} />
                    )}
                    <PageLink to={`${base}/ballot#c-${component.key}`}>
                      {t("votes:change")} <span className="skip">{component.title.text}</span>
                    </PageLink>
                  </li>
                ))}
              </ul>
              {group === "blank" && <p className="quiet small">{blank}</p>}
            </section>
          );
        })}
      </div>
      {Object.entries(choices).flatMap(([component, row]) =>
        Object.entries(row).map(([criterion, choice]) => (
          <input
            key={`${component}.${criterion}`}
            type="hidden"
            name={`choices.${component}.${criterion}`}
            value={choice}
          />
        )),
      )}
      <div className="dock no-print">
        <Trouble />
        {blanks > 0 && !isBlank && <p>{t("votes:review.staysBlank", { count: blanks })}</p>}
        <PageLink to={`${base}/ballot`} className="btn q">
          {t("votes:review.back")}
        </PageLink>
        <Submit intent="cast" kind="main">
          {t(isBlank ? "votes:review.castBlank" : prev ? "votes:review.revise" : "votes:review.cast")}
        </Submit>
      </div>
    </PostForm>
  );
}

function Reason({ text, name }: { text: string; name: string }) {
  if (text === "") return null;
  return (
    <>
      <span className="quiet small pre" dir="auto">
        {text}
      </span>
      <input type="hidden" name={`notes.${name}`} value={text} />
    </>
  );
}

/** The answers of a component that differ, in the order of the criteria. */
function Cells({ row, criteria }: { row: NonNullable<Choices[string]>; criteria: Props["criteria"] }) {
  const { t } = useWords();
  return (
    <span className="cells">
      {criteria.map(({ key, title }) => {
        const choice = ownValue(row, key);
        const word = t(choice ? `votes:choice.${choice}` : "votes:choice.blankLong");
        return (
          <span
            key={key}
            data-choice={choice ?? "blank"}
            title={t("common:labelled", { label: title, value: word })}
          >
            <span aria-hidden="true">{choice ? marks[choice] : "–"}</span>
            <span className="skip">
              <Labelled label={title}>{word}</Labelled>.
            </span>
          </span>
        );
      })}
    </span>
  );
}
