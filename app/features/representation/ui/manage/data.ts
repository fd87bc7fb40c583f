import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/representation/pages/manage.representation";

/** What the page loads on which organizers set what is asked and wanted. */
export type PlanData = ReturnType<typeof useLoaderData<typeof loader>>;
