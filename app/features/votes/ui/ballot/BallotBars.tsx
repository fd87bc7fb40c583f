import type { MouseEvent } from "react";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { Trouble } from "~/ui/forms/kept/KeptNotes";
import { Clock, Countdown } from "~/ui/text/Countdown";
import { PageLink } from "~/ui/text/PageLink";
import type { BallotProps } from "./BallotForm";
import type { BallotOnPage } from "./useBallot";

type Props = Pick<BallotProps, "base" | "closesAt" | "savedAt" | "isOpen"> & {
  ballot: BallotOnPage;
  total: number;
};

/** What stays in view above: how far one is, how long there is time, whether it is saved. */
export function BallotHead({ base, closesAt, savedAt, isOpen, ballot, total }: Props) {
  const { t } = useWords();
  const done = total - ballot.blanks.length;
  return (
    <div className="ballot-head no-print">
      <PageLink to={base} className="leave" aria-label={t("votes:leave")} title={t("votes:leave")}>
        <span aria-hidden="true">‹</span>
      </PageLink>
      <b>{t("votes:doneOf", { done, total })}</b>
      {closesAt && (
        <span className="closes">
          <span className="quiet" aria-hidden="true">
            ·{" "}
          </span>
          {t("votes:closesShort")} <Countdown at={closesAt} />
        </span>
      )}
      {isOpen && (
        <span className="saved">
          {/* The first button of the form: what the enter key presses. With a script there is nothing to press. */}
          <span className="scriptless">
            <Submit intent="save" kind="q mini">
              {t("votes:save")}
            </Submit>
          </span>
          <span className="quiet small scripted" role="status">
            {ballot.state !== "saved" && t(`votes:saving.${ballot.state}`)}
            {ballot.state === "saved" && (ballot.savedAt ?? savedAt) && (
              <>
                {t("votes:saving.saved")} <Clock at={ballot.savedAt ?? savedAt ?? ""} />
              </>
            )}
          </span>
        </span>
      )}
      <progress value={done} max={total} aria-label={t("votes:progress", { done, total })} />
    </div>
  );
}

/** What stays in view below: where to go on. */
export function BallotDock({ ballot }: { ballot: BallotOnPage }) {
  const { t } = useWords();
  const [next] = ballot.blanks;
  const go = (event: MouseEvent) => {
    event.preventDefault();
    ballot.goOn(ballot.current);
  };
  return (
    <div className="dock ballot-dock no-print">
      <Trouble />
      <p aria-live="polite">
        <b>{t("votes:left", { count: ballot.blanks.length })}</b>
      </p>
      {next && (
        <a href={`#c-${next}`} className="btn q" onClick={go}>
          {t("votes:nextBlank")}
        </a>
      )}
      <Submit intent="review">{t("votes:toReview")}</Submit>
    </div>
  );
}
