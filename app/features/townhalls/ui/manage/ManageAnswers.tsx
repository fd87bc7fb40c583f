import { useWords } from "~/i18n";
import { Refused, Saved } from "~/ui/forms/forms";
import { Undo } from "~/ui/forms/undo/Undo";

const saved = ["edit", "cancel", "minutes", "outcome", "transcript", "clauses"] as const;

/** What became of what was asked on the page of a meeting's organizers. */
export function ManageAnswers() {
  const { t } = useWords();
  return (
    <>
      {([...saved, "removeOutcome", "readTranscript"] as const).map((one) => (
        <Refused key={one} intent={one} />
      ))}
      {saved.map((one) => (
        <Saved key={one} intent={one}>
          {t("common:saved")}
        </Saved>
      ))}
      <Undo acts={{ removeOutcome: t("townhalls:outcomeRemoved") }} />
    </>
  );
}
