import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWords } from "~/i18n";

const pause = 3_000;
/** A record that is not signed after a minute is the operator's to look after: the page stops asking. */
const mostTries = 20;

/** Stands where the signed receipt will, while the record is not signed yet, and asks for it. */
export function SignedSoon() {
  const { t } = useWords();
  const { revalidate, state } = useRevalidator();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (state !== "idle" || tries >= mostTries) return;
    const timer = setTimeout(() => {
      setTries(tries + 1);
      revalidate();
    }, pause);
    return () => clearTimeout(timer);
  }, [state, tries, revalidate]);
  return (
    <p className="quiet" role="status">
      {t("receipts:signed.soon")}
    </p>
  );
}
