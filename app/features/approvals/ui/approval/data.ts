import type { useLoaderData } from "@remix-run/react";
import type { loader } from "~/features/approvals/pages/approval";

export type Data = ReturnType<typeof useLoaderData<typeof loader>>;
