import { type FormEvent, useEffect, useRef, useState } from "react";
import { bundleSteps } from "~/features/verification/domain/steps";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { BroughtFields, readBrought } from "./BroughtFields";
import { fetchBundle } from "./fetchBundle";
import { MyBallots } from "./MyBallots";
import { type Checking, useVerifier } from "./useVerifier";
import { Verdict } from "./Verdict";

/** Checks a result of this site, or a file that somebody has, in the reader's browser. */
export function CheckBundle({ result }: { readonly result: string | null }) {
  const { t } = useWords();
  const { state, check } = useVerifier();
  const [asked, setAsked] = useState(0);
  const begun = useRef(false);
  const fetched = () => fetchBundle(`${result}/files/bundle.zip`);
  useEffect(() => {
    // Whoever came from a result has asked for it there.
    if (result === null || begun.current) return;
    begun.current = true;
    check(fetched, nothingBrought);
  });
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const brought = await readBrought(form);
    setAsked(brought.receipts.length);
    const file = form.get("bundle");
    const isGiven = file instanceof File && file.size > 0;
    await check(isGiven ? () => file.arrayBuffer() : fetched, brought);
  };
  const isBusy = state.phase === "fetching" || state.phase === "checking";
  return (
    <>
      <div role="status" className="section measure">
        <Progress state={state} />
        {state.phase === "told" && <Verdict verification={state.verification} />}
      </div>
      {state.phase === "told" && <MyBallots asked={asked} mine={state.verification.mine} />}
      <form onSubmit={submit} className="section measure scripted">
        <h2>{t("verification:file.title")}</h2>
        <p>{t("verification:file.lead")}</p>
        <Field
          label={t("verification:file.label")}
          hint={result === null ? undefined : t("verification:file.otherwise")}
        >
          <input type="file" name="bundle" accept=".zip,application/zip" required={result === null} />
        </Field>
        <BroughtFields />
        <div className="actions">
          <button type="submit" className="btn" disabled={isBusy}>
            {t("verification:file.do")}
          </button>
        </div>
      </form>
    </>
  );
}

function Progress({ state }: { readonly state: Checking }) {
  const { t } = useWords();
  if (state.phase === "failed") return <p className="notice bad">{t(`verification:failed.${state.why}`)}</p>;
  if (state.phase === "fetching") return <p>{t("verification:fetching")}</p>;
  if (state.phase !== "checking") return null;
  const now = bundleSteps[state.done.length] ?? "files";
  return (
    <p>
      <progress value={state.done.length} max={bundleSteps.length} aria-label={t("verification:checking")} />{" "}
      {t("verification:checking")} {t(`verification:step.${now}`)}
    </p>
  );
}
