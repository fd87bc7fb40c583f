import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { onDesk } from "~/features/notices/domain/todos";
import { todosOf } from "~/features/notices/services/readTodos.server";
import { waitingFor } from "~/features/overview/services/waitingFor";
import { ManageFrame } from "~/features/overview/ui/ManageFrame";
import { around } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { RouteError } from "~/ui/frame/RouteError";

export const loader = reads(around(inProcess), "moderator", async (context) => ({
  slug: context.process.slug,
  isOrganizer: context.standing.organizer,
  waiting: waitingFor(onDesk(await todosOf(context), context.process)),
  isEvaluation: context.deps.settings.isEvaluation,
}));

/** Everything an organizer does, each on a page of its own; a moderator has some of them. */
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
