import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";

/** What pages say of a form that was sent. */
const told = "main :is(.notice, .problem):is([role=status], [role=alert])";
const refusedField = "main .field:has(> .problem)";
const fillable = ":is(input, textarea, select):not([type=hidden], :disabled)";

/**
 * Brings what became of a form into the window, wherever its page says it: the first field that was refused, which gets the
 * focus, else the message. A refusal has the focus, what was done only where it would not be seen.
 */
export function useAnswered(): void {
  const { formData } = useNavigation();
  const { pathname } = useLocation();
  const sent = useRef<{ readonly from: string; readonly before: ReadonlySet<Element> } | null>(null);
  const isSent = formData !== undefined;
  useEffect(() => {
    if (isSent) {
      sent.current ??= { from: pathname, before: new Set(document.querySelectorAll(told)) };
      return;
    }
    const was = sent.current;
    sent.current = null;
    if (was?.from === pathname) bringAnswer(was.before);
  }, [isSent, pathname]);
}

function bringAnswer(before: ReadonlySet<Element>): void {
  const field = document.querySelector(refusedField);
  const input = field?.querySelector<HTMLElement>(fillable);
  if (field && input) {
    bring(field, input);
    return;
  }
  const all = [...document.querySelectorAll<HTMLElement>(told)];
  const message = all.find((one) => !before.has(one)) ?? all.find((one) => "answer" in one.dataset);
  if (!message || (message.getAttribute("role") === "status" && isInWindow(message))) return;
  message.tabIndex = -1;
  bring(message, message);
}

function bring(shown: Element, focused: HTMLElement): void {
  focused.focus({ preventScroll: true });
  if (!isInWindow(shown)) shown.scrollIntoView({ block: "center" });
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const bar = document.querySelector("header.bar")?.getBoundingClientRect().bottom ?? 0;
  return top >= Math.max(bar, 0) && bottom <= innerHeight;
}
