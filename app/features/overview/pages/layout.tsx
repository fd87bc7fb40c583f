import { data } from "@remix-run/node";
import { Outlet, useLoaderData, useMatches, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { DemoChip } from "~/features/overview/ui/DemoChip";
import { PreparationChip } from "~/features/overview/ui/PreparationChip";
import { campaignCookie, campaignIn } from "~/http/campaignCookie";
import { around } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { watchProcess } from "~/realtime/watchProcess";
import { RouteError } from "~/ui/frame/RouteError";

export const loader = reads(around(inProcess), "anyone", async ({ process, standing, url }) => {
  const campaign = campaignIn(url);
  return data(
    {
      id: process.id,
      isDemo: process.isDemo,
      preparing: process.openedAt ? null : { slug: process.slug, isOrganizer: standing.organizer },
    },
    { headers: campaign ? { "Set-Cookie": campaignCookie(process.slug, campaign) } : {} },
  );
});

/** A page that follows what happens by itself is not loaded anew for each change of the process. */
type Handle = { readonly followsItself?: boolean } | undefined;

/** Everything below a process. Pages load anew when the server announces a change. */
export default function ProcessLayout() {
  const { id, isDemo, preparing } = useLoaderData<typeof loader>();
  const { revalidate } = useRevalidator();
  const followsItself = useMatches().some(({ handle }) => (handle as Handle)?.followsItself);
  useEffect(
    () => (followsItself ? undefined : watchProcess(id, revalidate)),
    [id, revalidate, followsItself],
  );
  return (
    <>
      {isDemo && <DemoChip />}
      {preparing && <PreparationChip {...preparing} />}
      <Outlet />
    </>
  );
}

/** A page that fails or is not there leaves the frame with the process's navigation standing. */
export { RouteError as ErrorBoundary };
