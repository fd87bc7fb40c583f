import { useState } from "react";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Scroll } from "~/ui/table/Scroll";
import { TableHead } from "~/ui/table/TableHead";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import { type BallotComponent, countAnswers } from "./BallotMatrix";

type Props = {
  base: string;
  components: readonly BallotComponent[];
  criteria: readonly { key: string; title: string }[];
  choices: Choices;
  notes: Readonly<Record<string, string>>;
  prev: string | null;
  formKey: string;
};

/**
 * The ballot once more, as it will go into the log; what is seen is what is sent. It stays as it was when the page
 * was opened: what the same person saves or casts in another tab does not slip into this one.
 */
export function BallotReview({ base, components, criteria, ...read }: Props) {
  const { t } = useWords();
  const [{ choices, notes, prev, formKey }] = useState(read);
  const answered = components.filter(({ key }) => ownValue(choices, key));
  // A reason can be given for leaving a component blank, and goes along.
  const shown = components.filter(({ key }) => ownValue(choices, key) || ownValue(notes, key));
  const total = components.length * criteria.length;
  return (
    <PostForm>
      <input type="hidden" name="prev" value={prev ?? ""} />
      <input type="hidden" name="key" value={formKey} />
      <p>
        <strong>{t("votes:progress", { answered: countAnswers(choices), total })}</strong>{" "}
        {t("votes:review.blank", { count: components.length - answered.length })}
      </p>
      <Scroll label={t("votes:review.title")}>
        <table>
          <TableHead columns={[t("votes:component"), ...criteria.map(({ title }) => title)]} />
          <tbody>
            {shown.map(({ key, title }) => (
              <tr key={key}>
                <th scope="row">
                  <Content view={title} />
                  {ownValue(notes, key) && (
                    <p className="quiet small" dir="auto">
                      {ownValue(notes, key)}
                    </p>
                  )}
                  <input type="hidden" name={`notes.${key}`} value={ownValue(notes, key) ?? ""} />
                </th>
                {criteria.map((criterion) => {
                  const choice = ownValue(ownValue(choices, key), criterion.key);
                  return (
                    <td key={criterion.key}>
                      {choice ? t(`votes:choice.${choice}`) : <span className="quiet">–</span>}
                      {choice && (
                        <input type="hidden" name={`choices.${key}.${criterion.key}`} value={choice} />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <div className="actions">
        <Submit intent="cast">{prev ? t("votes:review.revise") : t("votes:review.cast")}</Submit>
        <PageLink to={`${base}/ballot`} className="btn q">
          {t("votes:review.back")}
        </PageLink>
      </div>
    </PostForm>
  );
}
