import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { waitingFor } from "~/features/overview/services/waitingFor.server";
import { ManageFrame } from "~/features/overview/ui/ManageFrame";
import { around } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { RouteError } from "~/ui/frame/RouteError";

export const loader = reads(around(inProcess), "organizer", async ({ deps, process, shared }) => ({
  slug: process.slug,
  waiting: await shared(waitingFor, process),
  isEvaluation: deps.settings.isEvaluation,
}));

/** Everything an organizer does, each on a page of its own. */
export default function ManageLayout() {
  return (
    <ManageFrame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </ManageFrame>
  );
}

/** A page that fails or is not there leaves the organizer's navigation standing. */
export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("features/overview/pages/manage.layout");
  if (!data) return <RouteError />;
  return (
    <ManageFrame {...data}>
      <RouteError />
    </ManageFrame>
  );
}
