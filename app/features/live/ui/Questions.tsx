import { useId, useState } from "react";
import { type GroupNames, SpeaksAs } from "~/features/comments/ui/SpeaksAs";
import type { OwnInRoom, QuestionView } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { Field, LongText } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/LanguageField";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { ActForm } from "./ActForm";
import { HideSaid } from "./HideSaid";
import { Who } from "./people";

/** The questions of a meeting: those with most votes first, answered ones last. */
export function Questions({
  base,
  questions,
  own,
  groups,
  maySpeak,
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
  maySpeak: boolean;
  mayAsk: boolean;
  isHost: boolean;
  mayHide: boolean;
  formKey: string;
  /** The replies that answer, by question. */
  answers: Readonly<Record<string, { readonly html: string; readonly language: string }>>;
}) {
  const { t } = useWords();
  return (
    <section className="section" aria-labelledby="questions">
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
              {maySpeak ? (
                <ActForm name="vote" fields={{ question: question.id, on: isOn ? "no" : "yes" }}>
                  <button
                    type="submit"
                    className="vote"
                    aria-pressed={isOn}
                    aria-label={t("live:question.vote", { count: question.votes })}
                  >
                    <span aria-hidden="true">▲</span> {question.votes}
                  </button>
                </ActForm>
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
                {maySpeak && own.asked.includes(question.id) && !question.isAnswering && (
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
                    <ActForm name="answered" fields={{ question: question.id }}>
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
      {maySpeak && mayAsk && <Ask groups={groups} formKey={formKey} />}
    </section>
  );
}

function Ask({ groups, formKey }: { groups: GroupNames; formKey: string }) {
  const { t, language } = useWords();
  const [isTaken, setTaken] = useState(false);
  const [key, renew] = useKey(formKey);
  const id = useId();
  return (
    <ActForm
      name="ask"
      fields={{ key }}
      className="note no-print"
      onDone={() => {
        setTaken(true);
        renew();
      }}
    >
      <h3 id={id}>{t("live:question.ask")}</h3>
      <Field label={t("live:question.yours")} of={["ask", "body"]}>
        <LongText name="body" required maxLength={2000} dir="auto" rows={3} />
      </Field>
      <div className="row">
        <SpeaksAs groups={groups} />
        <LanguageField />
      </div>
      <div className="actions">
        <button type="submit" className="btn q">
          {t("live:question.do")}
        </button>
      </div>
      {isTaken && (
        <p className="quiet small" role="status" lang={language}>
          {t("live:question.asked")}
        </p>
      )}
    </ActForm>
  );
}

/** A key for what is about to be sent: the page's first, then a new one each time that it was taken. */
export function useKey(first: string): [string, () => void] {
  const [key, setKey] = useState(first);
  return [key, () => setKey(crypto.randomUUID())];
}
