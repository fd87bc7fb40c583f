import { useRouteLoaderData } from "@remix-run/react";
import { useWords } from "~/i18n";
import { useRequestId } from "./requestContext";

/** The id under which the server's log knows this request. */
export function RequestId() {
  const { t } = useWords();
  const fromServer = useRequestId();
  const data = useRouteLoaderData<{ requestId?: string }>("root");
  const id = fromServer || data?.requestId;
  if (!id) return null;
  return (
    <p className="quiet small" suppressHydrationWarning>
      {t("errors:request")} <code suppressHydrationWarning>{id}</code>
    </p>
  );
}
