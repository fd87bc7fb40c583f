import { Outlet, useLoaderData, useRevalidator } from "@remix-run/react";
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

/** Everything below a process. Pages load anew when the server announces a change. */
export default function ProcessLayout() {
  const { id, isDemo } = useLoaderData<typeof loader>();
  const { t } = useWords();
  const { revalidate } = useRevalidator();
  useEffect(() => watchProcess(id, revalidate), [id, revalidate]);
  return (
    <>
      {isDemo && <p className="notice small no-print">{t("process:demo")}</p>}
      <Outlet />
    </>
  );
}
