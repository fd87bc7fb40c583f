import type { Clause } from "~/features/drafts/domain/clause";
import {
  comparedDocument,
  documentOf,
  type Place,
  titleBlock,
} from "~/features/drafts/domain/files/document";
import { asPage } from "~/features/drafts/domain/files/page";
import { task } from "~/platform/heavy/work";
import { type DocxHead, docxOf } from "./docx.server";

type Filed = Pick<Clause, "id" | "kind" | "heading" | "body">;
type Version = { readonly clauses: readonly Filed[]; readonly place: Place };
type Page = Version & { readonly head: Parameters<typeof asPage>[1] };
type Document = Version & { readonly head: DocxHead };
type Comparison = {
  readonly sides: Parameters<typeof comparedDocument>[0];
  readonly changes: Parameters<typeof comparedDocument>[1];
  readonly place: Parameters<typeof comparedDocument>[2];
  readonly head: DocxHead;
};

/** A version as one page of HTML. */
export const makePage = task("drafts.page", ({ clauses, place, head }: Page) =>
  asPage(documentOf(clauses, place), head),
);

/** A version as a document of a word processor. */
export const makeDocument = task("drafts.document", ({ clauses, place, head }: Document) =>
  docxOf([titleBlock(head.title), ...documentOf(clauses, place)], head),
);

/** What changed between two versions as such a document, tracked. */
export const makeComparison = task("drafts.comparison", ({ sides, changes, place, head }: Comparison) =>
  docxOf([titleBlock(head.title), ...comparedDocument(sides, changes, place)], head),
);
