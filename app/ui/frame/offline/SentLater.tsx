import { useLocation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "~/i18n";
import { splitLanguage } from "~/i18n/languagePath";
import { type Sent, sendWaiting } from "~/ui/forms/kept/waitingForms";
import { PageLink } from "~/ui/text/PageLink";

const nothing: Sent = { taken: [], refused: [] };
/** How often what waits is tried again while a page is open (milliseconds): not every browser says that it is back. */
const often = 30_000;

/** Sends what waits for a connection, from whatever page is open, and says what became of it. */
export function SentLater({ person }: { readonly person: string }) {
  const { t } = useWords();
  const { key } = useLocation();
  const { revalidate } = useRevalidator();
  const [sent, setSent] = useState<Sent>(nothing);
  const reload = useRef(revalidate);
  reload.current = revalidate;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that is opened tries again
  useEffect(() => {
    const send = () =>
      void sendWaiting(person).then((now) => {
        if (now.taken.length + now.refused.length === 0) return;
        setSent((before) => ({
          taken: [...before.taken, ...now.taken],
          refused: [...before.refused, ...now.refused],
        }));
        reload.current();
      });
    send();
    const again = setInterval(send, often);
    addEventListener("online", send);
    return () => {
      clearInterval(again);
      removeEventListener("online", send);
    };
  }, [person, key]);
  const all = [
    ...sent.taken.map((one) => ({ ...one, isTaken: true })),
    ...sent.refused.map((one) => ({ ...one, isTaken: false })),
  ];
  if (all.length === 0) return null;
  return (
    <div className="frame no-print" role="status">
      {all.map(({ once, page, isTaken }) => (
        <p key={once} className={isTaken ? "notice" : "notice warn"}>
          {t(isTaken ? "common:kept.sentLater" : "common:kept.refusedLater")}{" "}
          <PageLink to={splitLanguage(page).path}>{t("common:kept.toItsPage")}</PageLink>
        </p>
      ))}
      <button type="button" className="btn t mini" onClick={() => setSent(nothing)}>
        {t("common:kept.seen")}
      </button>
    </div>
  );
}
