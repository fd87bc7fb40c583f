import { type ReactNode, useEffect, useRef, useState } from "react";
import { passageOf } from "~/features/comments/domain/passage";
import { useWords } from "~/i18n";
import { useAnswer } from "~/ui/forms/forms";
import { addressOf, useCopy } from "~/ui/frame/useCopy";
import type { Passage } from "./CommentFields";

export type Selected = Passage & { readonly clause: string; readonly language: string };

/**
 * Watches what is selected in the clauses below it and offers to comment on it. A selection is told
 * as positions in the clause's text, in which the server finds it again.
 */
export function SelectToComment({
  children,
  isOpen,
  form,
  suggest,
  linkTo,
}: {
  children: ReactNode;
  /** Whether a comment can be begun; one that was stays where it is. */
  isOpen: boolean;
  form: (selected: Selected) => ReactNode;
  /** The form to suggest other words, and what opens it. */
  suggest: {
    readonly label: string;
    /** Told once one is made. */
    readonly made: string;
    readonly form: (selected: Selected) => ReactNode;
  };
  /** The lasting address of a passage; null for one that has none. */
  linkTo: (selected: Selected) => string | null;
}) {
  const { t } = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const [selected, setSelected] = useState<(Selected & { top: number }) | null>(null);
  const [chosen, setChosen] = useState<(Selected & { isSuggestion: boolean }) | null>(null);

  useEffect(() => {
    const look = () => setSelected(frame.current ? readSelection(frame.current) : null);
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);

  const commented = useAnswer("comment");
  const suggested = useAnswer("suggest");
  const answer = suggested ?? commented;
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!answer?.ok) return;
    setChosen(null);
    setDone(true);
  }, [answer]);

  useEffect(() => {
    if (chosen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [chosen]);

  return (
    <div ref={frame} className="selectable">
      {children}
      {selected && !chosen && (isOpen || linkTo(selected)) && (
        <span className="select-at no-print" style={{ insetBlockStart: selected.top }}>
          <span className="select-button">
            {(isOpen ? [false, true] : []).map((isSuggestion) => (
              <button
                key={`${isSuggestion}`}
                type="button"
                className="btn mini"
                aria-keyshortcuts={isSuggestion ? "s" : "c"}
                // The selection must outlive the press.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  setChosen({ ...selected, isSuggestion });
                  setDone(false);
                }}
              >
                {isSuggestion ? suggest.label : t("comments:onSelection")}
              </button>
            ))}
            <CopyPassage key={`${selected.clause} ${selected.start} ${selected.end}`} to={linkTo(selected)} />
          </span>
        </span>
      )}
      {isDone && (
        <p className="notice toast no-print" role="status">
          {suggested?.ok ? suggest.made : t("comments:made")}{" "}
          <button type="button" className="linklike" onClick={() => setDone(false)}>
            {t("comments:form.close")}
          </button>
        </p>
      )}
      <dialog
        ref={dialog}
        className="dialog"
        onClose={() => setChosen(null)}
        aria-label={chosen?.isSuggestion ? suggest.label : t("comments:onSelection")}
      >
        {chosen && (
          <>
            {chosen.isSuggestion ? suggest.form(chosen) : form(chosen)}
            <p className="actions">
              <button type="button" className="btn q mini" onClick={() => setChosen(null)}>
                {t("comments:form.close")}
              </button>
            </p>
          </>
        )}
      </dialog>
    </div>
  );
}

/** Copies the address of what is selected. */
function CopyPassage({ to }: { to: string | null }) {
  const { t } = useWords();
  const { isCopied, copy } = useCopy(addressOf(to ?? ""));
  if (!to) return null;
  return (
    <button
      type="button"
      className="btn q mini"
      onMouseDown={(event) => event.preventDefault()}
      onClick={copy}
    >
      {isCopied ? t("drafts:files.copied") : t("drafts:files.copyPassage")}
    </button>
  );
}

/** The selection, when it lies within the text of one clause. */
function readSelection(frame: HTMLElement): (Selected & { top: number }) | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const body = elementOf(range.startContainer)?.closest<HTMLElement>(".clause-body");
  const holder = body?.closest<HTMLElement>("[data-clause]");
  if (!body || !holder || !frame.contains(body)) return null;
  if (!body.contains(range.endContainer)) {
    // A triple click selects up to where the next block begins, outside of this clause, and none of its words.
    const beyond = document.createRange();
    beyond.setStart(body, body.childNodes.length);
    beyond.setEnd(range.endContainer, range.endOffset);
    if (beyond.toString().trim() !== "") return null;
    range.setEnd(body, body.childNodes.length);
  }
  const before = document.createRange();
  before.selectNodeContents(body);
  before.setEnd(range.startContainer, range.startOffset);
  const passage = passageOf(before.toString().length, range.toString());
  if (!passage) return null;
  const top = range.getBoundingClientRect().bottom - frame.getBoundingClientRect().top + 6;
  const { clause = "", language = "" } = holder.dataset;
  return { clause, language, ...passage, top };
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}
