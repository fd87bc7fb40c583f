import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/reviews/pages/systems";

/** What the page of all systems loads. */
export type SystemsData = ReturnType<typeof useLoaderData<typeof loader>>;
