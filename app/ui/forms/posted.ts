import { useActionData, useLocation, useRouteLoaderData } from "@remix-run/react";
import { useState } from "react";

/**
 * What the page's action answered to the last form that was sent to it; undefined before. The router drops an answer
 * as soon as a page is read again, and pages are read again whenever something happens in their process: a refusal
 * would be gone before it was seen. Here it stands until the next form is sent or another page is opened. Without
 * scripts the browser was sent on to the page, whose address says which form it was.
 */
export function usePosted<T>(): T | undefined {
  const now = useActionData<T>() as T | undefined;
  const root = useRouteLoaderData("root") as { answered?: unknown } | undefined;
  const { key } = useLocation();
  const [last, setLast] = useState({ key, answer: now ?? ((root?.answered ?? undefined) as T | undefined) });
  const isNew = now !== undefined && (now !== last.answer || key !== last.key);
  // Noted while it is shown, so that no rendering comes without it.
  if (isNew) setLast({ key, answer: now });
  if (now !== undefined) return now;
  return last.key === key ? last.answer : undefined;
}
