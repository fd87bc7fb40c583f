import { useWords } from "~/i18n";
import { Moment } from "~/ui/text/Moment";

type Props = {
  readonly phase: "draft" | "open" | "void" | "closing" | "closed" | "compiled";
  readonly opensAt: Date | string | null;
  readonly closesAt: Date | string | null;
};

/** Where a round stands, in a sentence, and the moment at which that changes. */
export function RoundLead({ phase, opensAt, closesAt }: Props) {
  const { t } = useWords();
  const next = phase === "draft" ? opensAt : phase === "open" ? closesAt : null;
  return (
    <p className="lead">
      {t(`votes:phaseLead.${phase}`)}
      {next && (
        <>
          {" "}
          {t(phase === "draft" ? "rounds:opens" : "rounds:closes")} <Moment at={next} />.
        </>
      )}
    </p>
  );
}
