import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/endorsements/pages/manage.endorsements";
export type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export type Row = Data["desk"]["found"][number];
