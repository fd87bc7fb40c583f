import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/reviews/pages/system";
export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export type Page = NonNullable<Data["page"]>;
