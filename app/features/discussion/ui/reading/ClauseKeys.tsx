import { useNavigate } from "@remix-run/react";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";

/**
 * By key alone: C to comment on the clause in view, S to suggest other words of it. Where words are selected the same keys press the buttons
 * beside them, which stand before these.
 */
export function ClauseKeys({ here }: { here: string }) {
  const { language } = useWords();
  const navigate = useNavigate();
  const go = (form: "write" | "suggest") => {
    // A section has a title alone, and no words to change.
    const clause = inView(form === "suggest" ? ":has(.clause-body)" : "")?.dataset.clause;
    if (clause) navigate(`${inLanguage(language, `${here}/clauses/${clause}`)}#${form}`);
  };
  return (
    <span hidden>
      <button type="button" aria-keyshortcuts="c" onClick={() => go("write")} />
      <button type="button" aria-keyshortcuts="s" onClick={() => go("suggest")} />
    </span>
  );
}

/** The clause whose words the reader has reached by key, else the first one whose end is in view; of those that a selector means as well. */
function inView(such: string): HTMLElement | null {
  const reached = document.activeElement?.closest<HTMLElement>(`[data-clause]${such}`);
  if (reached) return reached;
  const all = [...document.querySelectorAll<HTMLElement>(`.draft-text [data-clause]${such}`)];
  return all.find((one) => one.getBoundingClientRect().bottom > 120) ?? null;
}
