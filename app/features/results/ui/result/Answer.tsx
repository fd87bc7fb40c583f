import type { AnswerWords } from "~/features/results/services/view/answerWords";

/** What was decided; where nothing was, that is the answer. */
export function Answer({ caution, sentences: [first, ...others] }: AnswerWords) {
  if (first === undefined) return <p className="result-answer">{caution}</p>;
  return (
    <>
      {caution && <p className="result-answer undecided">{caution}</p>}
      <p className="result-answer">
        <em>{first}</em>
        {others.map((sentence) => (
          <span key={sentence}> {sentence}</span>
        ))}
      </p>
    </>
  );
}
