import { packRecord } from "~/features/opendata/services/record/packTask.server";

/** What of the record a thread for heavy work does. */
export const opendataTasks = [packRecord];
