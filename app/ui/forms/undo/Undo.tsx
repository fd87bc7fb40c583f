import { useNavigation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { Answer } from "../forms";
import { PostForm } from "../PostForm";
import { usePosted } from "../posted";
import { type Undo as Back, undoIn } from "./undoneBy";

/** How long an act can be taken back where it was done (milliseconds). */
const offered = 10_000;

type Props = {
  /** What was done, by intent: other acts of the page are not taken back here. */
  readonly acts: Readonly<Record<string, ReactNode>>;
  /** The answer of a form that is sent beside its page. */
  readonly answer?: Answer | undefined;
};

/**
 * Offers for ten seconds to take back what was just done, over the page; longer while somebody points at it or is in it. Without
 * scripts it stays until the next page.
 */
export function Undo({ acts, answer }: Props) {
  const { t } = useWords();
  const posted = usePosted<Answer>();
  const now = answer ?? posted;
  const done = now?.ok && Object.hasOwn(acts, now.intent) ? now : null;
  const back = done && undoIn(done.value);
  const [gone, setGone] = useState<Answer | null>(null);
  const [isHeld, setHeld] = useState(false);
  // Whose answer is awaited, and the one that came: that what was done is taken back.
  const asked = useRef(false);
  const last = useRef<{ readonly answer: Answer | undefined; readonly isBack: boolean }>({
    answer: now,
    isBack: false,
  });
  if (now !== last.current.answer) {
    last.current = { answer: now, isBack: asked.current };
    asked.current = false;
  }
  useEffect(() => {
    if (!back || isHeld) return;
    const timer = setTimeout(() => setGone(now ?? null), offered);
    return () => clearTimeout(timer);
  }, [back, isHeld, now]);
  // Taken back before its page has been read again, the fields of that page would go on showing what was never read.
  const isRead = useNavigation().state === "idle" || answer !== undefined;
  const isTakenBack = now?.ok === true && last.current.isBack;
  if (now === gone || !isRead || !(back || isTakenBack)) return null;
  return (
    <div
      className="undo-toast no-print"
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{isTakenBack ? t("common:undo.undone") : ownValue(acts, done?.intent ?? "")}</p>
      {back && !isTakenBack && (
        <TakeBack
          back={back}
          onSent={() => {
            asked.current = true;
          }}
        />
      )}
    </div>
  );
}

function TakeBack({ back, onSent }: { readonly back: Back; readonly onSent: () => void }) {
  const { t } = useWords();
  return (
    <PostForm preventScrollReset onSubmit={onSent}>
      {Object.entries(back.fields).flatMap(([name, values]) =>
        [values]
          .flat()
          .map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />),
      )}
      <button type="submit" name="intent" value={back.intent} className="btn q mini">
        {t("common:undo.do")}
      </button>
    </PostForm>
  );
}
