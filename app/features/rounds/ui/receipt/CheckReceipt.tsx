import { useState } from "react";
import {
  type CheckedReceipt,
  checkReceipt,
  type ReceiptFile,
  type ReceiptStep,
  receiptSteps,
  type StepOutcome,
} from "~/features/recordlog/domain/checkReceipt";
import { useWords } from "~/i18n";
import { Refused, Submit, useAnswer } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { CheckProgram } from "~/ui/text/CheckLinks";
import { Moment } from "~/ui/text/Moment";

type Props = {
  readonly file: ReceiptFile;
  /** The leaf of the reader's own entry, which is mailed to them if they ask; null where it is not theirs. */
  readonly mailed: string | null;
};
type Outcomes = Readonly<Record<ReceiptStep, StepOutcome>>;

const marks = { holds: "✓", fails: "✗", later: "…", unable: "?", nobody: "–" } as const satisfies Record<
  StepOutcome,
  string
>;

/** The signed receipt, checked by the reader's own browser. */
export function CheckReceipt({ file, mailed }: Props) {
  const { t } = useWords();
  const [checked, setChecked] = useState<CheckedReceipt | "unable" | null>(null);
  const check = () => {
    // Browsers have it on pages that came over https alone.
    if (!globalThis.crypto?.subtle) setChecked("unable");
    else checkReceipt(file).then(setChecked, () => setChecked("unable"));
  };
  const said = (step: ReceiptStep, outcome: StepOutcome): string => {
    if (outcome === "unable") return t("receipts:signed.unable");
    if (step === "witnesses") return t(`receipts:signed.step.witnesses.${outcome}`);
    return t(`receipts:signed.step.${step}.${outcome === "nobody" ? "later" : outcome}`);
  };
  return (
    <section className="section measure" aria-labelledby="signed-receipt">
      <h2 id="signed-receipt">{t("receipts:signed.title")}</h2>
      <p>{t("receipts:signed.lead")}</p>
      <p className="actions">
        <button type="button" className="btn q scripted" onClick={check}>
          {t("receipts:signed.check")}
        </button>
      </p>
      <CheckProgram />
      {mailed !== null && <MailReceipt leaf={mailed} />}
      <div role="status">
        {checked === "unable" && <p className="notice">{t("receipts:signed.unable")}</p>}
        {checked !== null && checked !== "unable" && (
          <>
            <p className={isBad(checked.steps) ? "notice bad" : "notice"}>
              {t(
                `receipts:signed.${isBad(checked.steps) ? "bad" : isWhole(checked.steps) ? "whole" : "partly"}`,
              )}
            </p>
            <ul className="clean">
              {receiptSteps.map((step) => (
                <li key={step}>
                  <span aria-hidden="true">{marks[checked.steps[step]]}</span>{" "}
                  {said(step, checked.steps[step])}
                </li>
              ))}
            </ul>
            {checked.seen.length > 0 && (
              <ul>
                {checked.seen.map(({ name, at }) => (
                  <li key={name}>
                    <bdi>{name}</bdi> <Moment at={at} />
                  </li>
                ))}
              </ul>
            )}
            <p className="quiet small">{t("receipts:signed.limits")}</p>
          </>
        )}
      </div>
    </section>
  );
}

/** Works without a script; nothing is mailed unless it is asked for, ballot by ballot. */
function MailReceipt({ leaf }: { readonly leaf: string }) {
  const { t } = useWords();
  const isSent = useAnswer("mail")?.ok ?? false;
  return (
    <PostForm className="actions">
      <Refused intent="mail" />
      <input type="hidden" name="leaf" value={leaf} />
      <Submit intent="mail" kind="q">
        {t("receipts:signed.mail")}
      </Submit>
      <span className="quiet small" role="status">
        {t(isSent ? "receipts:signed.mailed" : "receipts:signed.mailHint")}
      </span>
    </PostForm>
  );
}

const isBad = (outcomes: Outcomes) => receiptSteps.some((step) => outcomes[step] === "fails");
const isWhole = (outcomes: Outcomes) =>
  receiptSteps.every((step) => outcomes[step] === "holds" || outcomes[step] === "nobody");
