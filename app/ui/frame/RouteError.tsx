import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { ErrorPage } from "./ErrorPage";

/** What a route shows in place of its page when that was refused, is not there or failed. */
export function RouteError() {
  const error = useRouteError();
  const code = isRouteErrorResponse(error) ? (error.data as { code?: string } | null)?.code : undefined;
  const known = isRouteErrorResponse(error) && error.status === 404 ? "not_found" : code;
  return <ErrorPage code={known} isOffline={isConnectionLost(error)} />;
}

/** What browsers throw when a request finds no answer at all. */
function isConnectionLost(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
}
