import { useEffect, useState } from "react";
import type { QuestionView } from "~/features/live/contracts/roomState";
import { type Pressed, votesShown } from "~/features/live/domain/votesShown";
import { ActForm } from "~/features/live/ui/ActForm";
import { useWords } from "~/i18n";

type Props = { readonly question: Pick<QuestionView, "id" | "votes">; readonly isOn: boolean };

/**
 * A vote for a question: shown at once as it will be, and sent beside it. Where it is refused, what is so is shown again with the
 * reason; pressed again, it is taken back.
 */
export function VoteButton({ question: { id, votes }, isOn }: Props) {
  const { t } = useWords();
  const [pressed, setPressed] = useState<Pressed | null>(null);
  // Once the room says the same there is nothing left to wait for.
  useEffect(() => setPressed((was) => (was?.isOn === isOn ? null : was)), [isOn]);
  const shown = votesShown({ votes, isOn }, pressed);
  return (
    <ActForm
      name="vote"
      fields={{ question: id, on: shown.isOn ? "no" : "yes" }}
      onSend={() => setPressed({ isOn: !shown.isOn, votes: shown.votes })}
      onRefused={() => setPressed(null)}
    >
      <button
        type="submit"
        className="vote"
        aria-pressed={shown.isOn}
        aria-label={t("live:question.vote", { count: shown.votes })}
      >
        <span aria-hidden="true">▲</span> {shown.votes}
      </button>
    </ActForm>
  );
}
