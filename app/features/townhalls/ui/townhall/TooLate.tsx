import { type Answer, RefusedAnswer } from "~/ui/forms/forms";
import { usePosted } from "~/ui/forms/posted";

/** Why an act came too late, and what was written with it: its form is gone with the meeting. */
export function TooLate() {
  const answer = usePosted<Answer>();
  if (!answer || answer.ok) return null;
  return (
    <>
      <RefusedAnswer answer={answer} />
      {answer.typed?.body && (
        <p className="note pre" role="status">
          <bdi>{answer.typed.body}</bdi>
        </p>
      )}
    </>
  );
}
