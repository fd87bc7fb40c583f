import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/report/pages/report";
export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export type PartProps = { readonly data: Data; readonly base: string };
