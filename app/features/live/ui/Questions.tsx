import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import type { OwnInRoom, QuestionView } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { ActForm } from "./ActForm";
import { HideSaid } from "./parts/HideSaid";
import { Who } from "./parts/people";
import { Ask } from "./questions/Ask";
import { VoteButton } from "./questions/VoteButton";

/** The questions of a meeting: those with most votes first, answered ones last. */
export function Questions({
  base,
  questions,
  own,
  groups,
  mayVote,
  mayAsk,
  isHost,
  mayHide,
  formKey,
  answers,
}: {
  base: string;
  questions: readonly QuestionView[];
  own: OwnInRoom;
  groups: GroupNames;
  mayVote: boolean;
  mayAsk: boolean;
  isHost: boolean;
  mayHide: boolean;
  formKey: string;
  /** The replies that answer, by question. */
  answers: Readonly<Record<string, { readonly html: string; readonly language: string }>>;
}) {
  const { t } = useWords();
  return (
    <section className="section part part-questions" aria-labelledby="questions">
      <h2 id="questions">{t("live:question.title")}</h2>
      {questions.length === 0 && <p className="quiet">{t("live:question.none")}</p>}
      <ul className="questions">
        {questions.map((question) => {
          const isOn = own.votes.includes(question.id);
          return (
            <li
              key={question.id}
              id={`q-${question.number}`}
              className={question.isAnswered ? "question answered" : "question"}
            >
              {mayVote ? (
                <VoteButton question={question} isOn={isOn} />
              ) : (
                <span className="vote">
                  <span aria-hidden="true">▲</span> {question.votes}
                </span>
              )}
              <div>
                <Html html={question.html} language={question.language} />
                <p className="quiet small">
                  <Who {...question} groups={groups} />
                  {question.isAnswering && <> · {t("live:question.now")}</>}
                  {question.isAnswered && <> · {t("live:question.answered")}</>} ·{" "}
                  <PageLink to={`${base}/threads/${question.number}`}>
                    {question.posts > 0
                      ? t("comments:replies", { count: question.posts })
                      : t("comments:reply")}
                  </PageLink>
                </p>
                {ownValue(answers, question.id) && (
                  <div className="answer">
                    <Html
                      html={ownValue(answers, question.id)?.html ?? ""}
                      language={ownValue(answers, question.id)?.language ?? "en"}
                    />
                  </div>
                )}
                {mayVote && own.asked.includes(question.id) && !question.isAnswering && (
                  <ActForm name="unask" fields={{ question: question.id }}>
                    <button type="submit" className="linklike small no-print">
                      {t("live:question.takeBack")}
                    </button>
                  </ActForm>
                )}
                {isHost && (
                  <div className="host-line no-print">
                    <ActForm name="answering" fields={{ question: question.isAnswering ? "" : question.id }}>
                      <button type="submit" className="linklike small">
                        {question.isAnswering ? t("live:host.notNow") : t("live:host.answering")}
                      </button>
                    </ActForm>
                    <ActForm
                      name="answered"
                      fields={{ question: question.id, on: question.isAnswered ? "no" : "yes" }}
                    >
                      <button type="submit" className="linklike small">
                        {question.isAnswered ? t("live:host.notAnswered") : t("live:host.answered")}
                      </button>
                    </ActForm>
                  </div>
                )}
                {mayHide && <HideSaid id={question.id} />}
              </div>
            </li>
          );
        })}
      </ul>
      {mayAsk && <Ask groups={groups} formKey={formKey} />}
    </section>
  );
}
