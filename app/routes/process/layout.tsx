import { Outlet, useLoaderData, useMatches, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { watchProcess } from "~/realtime/watchProcess";
import type { ProcessRow } from "~/services/people/scope.server";

export const loader = reads(
  "anyone",
  async ({ scope }) => {
    const process = scope.process as ProcessRow;
    return { id: process.id, isDemo: process.isDemo };
  },
  "process",
);

/** A page that follows what happens by itself is not loaded anew for each change of the process. */
type Handle = { readonly followsItself?: boolean } | undefined;

/** Everything below a process. Pages load anew when the server announces a change. */
export default function ProcessLayout() {
  const { id, isDemo } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { revalidate } = useRevalidator();
  const followsItself = useMatches().some(({ handle }) => (handle as Handle)?.followsItself);
  useEffect(
    () => (followsItself ? undefined : watchProcess(id, revalidate)),
    [id, revalidate, followsItself],
  );
  return (
    <>
      {isDemo && <p className="notice small no-print">{t("process:demo")}</p>}
      <Outlet />
    </>
  );
}
