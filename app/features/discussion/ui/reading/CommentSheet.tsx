import { useEffect, useRef } from "react";
import type { DraftData } from "~/features/discussion/ui/draft/data";
import { useWords } from "~/i18n";
import { PageLink } from "~/ui/text/PageLink";
import { type Beside, CardBeside } from "./CardBeside";

/** On a phone, what is said of a clause rises from below, its words in view above it; from there on to the next clause. */
export function CommentSheet({
  data,
  base,
  here,
  clause,
  maySpeak,
  groups,
  go,
}: {
  data: DraftData;
  base: string;
  here: string;
  /** The clause whose comments are shown; null while the sheet is closed. */
  clause: string | null;
  maySpeak: boolean;
  groups: Readonly<Record<string, string>>;
  go: (clause: string | null) => void;
}) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = data.clauses.filter(({ id }) => data.beside.some((one) => one.clause === id));
  const at = shown.findIndex(({ id }) => id === clause);
  const number = shown[at]?.number ?? "";
  useEffect(() => {
    if (!clause) return dialog.current?.close();
    document.getElementById(`c-${clause}`)?.scrollIntoView({ block: "start" });
    if (!dialog.current?.open) dialog.current?.showModal();
    dialog.current?.scrollTo({ top: 0 });
  }, [clause]);
  const step = (by: 1 | -1, label: string) => (
    <button
      type="button"
      className="iconbtn"
      aria-label={label}
      disabled={!shown[at + by]}
      onClick={() => go(shown[at + by]?.id ?? null)}
    >
      {/* Mirrored by itself where lines begin at the right. */}
      <span aria-hidden="true">{by < 0 ? "‹" : "›"}</span>
    </button>
  );
  const title = t("discussion:reading.sheet", { number, at: at + 1, of: shown.length });
  return (
    <dialog ref={dialog} className="dialog comment-sheet" onClose={() => go(null)} aria-label={title}>
      {clause && (
        <>
          <p className="sheet-line">
            <span>{title}</span>
            {step(-1, t("discussion:reading.previous"))}
            {step(1, t("discussion:reading.next"))}
            <button
              type="button"
              className="iconbtn"
              aria-label={t("comments:form.close")}
              onClick={() => go(null)}
            >
              <span aria-hidden="true">✕</span>
            </button>
          </p>
          {besideOf(data, clause).map((one) => (
            <CardBeside key={one.id} one={one} base={base} groups={groups} maySpeak={maySpeak} />
          ))}
          <p>
            <PageLink to={`${here}/clauses/${clause}`}>{t("discussion:reading.all", { number })}</PageLink>
          </p>
        </>
      )}
    </dialog>
  );
}

/** The cards of a clause; of the version as a whole under null. */
export const besideOf = ({ beside }: Pick<DraftData, "beside">, clause: string | null): Beside[] =>
  beside.filter((one) => one.clause === clause);
