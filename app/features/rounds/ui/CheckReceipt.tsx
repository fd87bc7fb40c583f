import { useState } from "react";
import {
  checkReceipt,
  type ReceiptFile,
  type ReceiptStep,
  receiptSteps,
  type StepOutcome,
} from "~/features/recordlog/domain/checkReceipt";
import { useWords } from "~/i18n";

type Props = { readonly file: ReceiptFile; readonly fileName: string };
type Outcomes = Readonly<Record<ReceiptStep, StepOutcome>>;

const marks = { holds: "✓", fails: "✗", later: "…", unable: "?" } as const satisfies Record<
  StepOutcome,
  string
>;

/** The signed receipt, to be kept, and checked by the reader's own browser. */
export function CheckReceipt({ file, fileName }: Props) {
  const { t } = useWords();
  const [outcomes, setOutcomes] = useState<Outcomes | "unable" | null>(null);
  const check = () => {
    // Browsers have it on pages that came over https alone.
    if (!globalThis.crypto?.subtle) setOutcomes("unable");
    else checkReceipt(file).then(setOutcomes, () => setOutcomes("unable"));
  };
  const saved = `${JSON.stringify(file, null, 2)}\n`;
  return (
    <section className="section measure" aria-labelledby="signed-receipt">
      <h2 id="signed-receipt">{t("rounds:signed.title")}</h2>
      <p>{t("rounds:signed.lead")}</p>
      <p className="actions">
        <button type="button" className="btn scripted" onClick={check}>
          {t("rounds:signed.check")}
        </button>{" "}
        <a
          className="btn q"
          download={fileName}
          href={`data:application/json;charset=utf-8,${encodeURIComponent(saved)}`}
        >
          {t("rounds:signed.save")}
        </a>
      </p>
      <div role="status">
        {outcomes === "unable" && <p className="notice">{t("rounds:signed.unable")}</p>}
        {outcomes !== null && outcomes !== "unable" && (
          <>
            <p className={isBad(outcomes) ? "notice bad" : "notice"}>
              {t(`rounds:signed.${isBad(outcomes) ? "bad" : isWhole(outcomes) ? "whole" : "partly"}`)}
            </p>
            <ul className="clean">
              {receiptSteps.map((step) => (
                <li key={step}>
                  <span aria-hidden="true">{marks[outcomes[step]]}</span>{" "}
                  {outcomes[step] === "unable"
                    ? t("rounds:signed.unable")
                    : t(`rounds:signed.step.${step}.${outcomes[step]}`)}
                </li>
              ))}
            </ul>
            <p className="quiet small">{t("rounds:signed.limits")}</p>
          </>
        )}
      </div>
    </section>
  );
}

const isBad = (outcomes: Outcomes) => receiptSteps.some((step) => outcomes[step] === "fails");
const isWhole = (outcomes: Outcomes) => receiptSteps.every((step) => outcomes[step] === "holds");
