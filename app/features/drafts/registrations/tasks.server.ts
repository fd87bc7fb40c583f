import {
  makeComparison,
  makeDocument,
  makePage,
} from "~/features/drafts/services/inner/files/fileTasks.server";
import { readClauses, readDocument } from "~/features/drafts/services/inner/files/readTask.server";

export const draftsTasks = [makePage, makeDocument, makeComparison, readClauses, readDocument];
