import { packRecord } from "~/features/opendata/services/packTask.server";

/** What of the record a thread for heavy work does. */
export const opendataTasks = [packRecord];
