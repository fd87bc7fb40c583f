import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/endorsements/pages/endorsements";
export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export type Wall = NonNullable<Data["wall"]>;
