import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/overview/pages/manage.settings";

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;
