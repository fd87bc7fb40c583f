import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/discussion/pages/draft";

/** What the page of a version loads. */
export type DraftData = ReturnType<typeof useLoaderData<typeof loader>>;
