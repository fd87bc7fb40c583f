import { data, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { importSchema, readImportSchema } from "~/features/drafts/contracts/drafts";
import { numberClauses } from "~/features/drafts/domain/clause";
import { onDraft } from "~/features/drafts/registrations/place.server";
import {
  readDocument,
  type ShownMatch,
  unlessLate,
} from "~/features/drafts/services/inner/files/readTask.server";
import { clausesToMatch, importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { ImportedClauses } from "~/features/drafts/ui/import/ImportedClauses";
import { acts, intent, preview } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ClauseId } from "~/kernel/ids";
import { titleOrBeginning } from "~/kernel/text/cut";
import { FileIntoField } from "~/ui/forms/FileIntoField";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";

export const loader = reads(onDraft, "organizer", async ({ deps, draft }) => {
  if (draft.state !== "working") throw refuse("not_found");
  const known = await clausesToMatch(deps.db, draft);
  const numbers = numberClauses(known);
  return {
    label: draft.label,
    known: known.map(({ id, heading, body }, at) => ({
      id,
      name: `${numbers[at]} ${titleOrBeginning(heading, body, 60)}`,
      heading,
    })),
  };
});

export const action = acts(onDraft, "organizer", {
  read: preview(readImportSchema, async ({ deps, draft }, { markdown, document, divides }) => {
    const known = await clausesToMatch(deps.db, draft);
    const asked = { markdown, document, divides: divides === "yes", known };
    const read = await unlessLate(deps.work(readDocument, asked));
    const answer = read.ok
      ? { intent: "read", ok: true, divides, ...read.value }
      : { intent: "read", ok: false, error: read.error, markdown, divides };
    return data<object>(answer, { status: read.ok ? 200 : 400 });
  }),
  import: intent(
    importSchema,
    async ({ deps, actor, process, to, draft }, { markdown, match, divides, datedOn }) => {
      const chosen = new Map(
        Object.entries(match).map(([at, clause]) => [Number(at), (clause || null) as ClauseId | null]),
      );
      const isDivided = divides === "yes";
      const done = await importDraft(deps, actor, draft, { markdown, divides: isDivided, datedOn }, chosen);
      if (done.ok) return redirect(to(`/p/${process.slug}/manage/drafts/${draft.label}`));
      const known = await clausesToMatch(deps.db, draft);
      const asked = { markdown, document: undefined, divides: isDivided, known };
      const read = await unlessLate(deps.work(readDocument, asked));
      const proposed = read.ok ? read.value.matches : [];
      const matches = proposed.map((one, at) => ({
        ...one,
        clause: chosen.has(at) ? (chosen.get(at) ?? null) : one.clause,
      }));
      return data<object>(
        { intent: "import", ok: false, error: done.error, markdown, divides, matches, datedOn },
        { status: 400 },
      );
    },
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.label ?? ""} · Codraft` },
];

export default function ImportDraft() {
  const { label, known } = useLoaderData<typeof loader>();
  const answer = usePosted<{
    markdown?: string;
    divides?: string;
    matches?: ShownMatch[];
    datedOn?: string | null;
  }>();
  const { t } = useWords();
  const matches = answer?.matches;
  const markdown = answer?.markdown ?? "";
  const divides = answer?.divides === "yes";
  return (
    <>
      <h1>{t("drafts:import.title", { label })}</h1>
      <p className="lead">{t("drafts:import.lead")}</p>
      <Refused intent="read" />
      <Refused intent="import" />
      <PostForm previews="read" encType="multipart/form-data">
        <Field label={t("drafts:import.markdown")} hint={t("drafts:import.hint")} of={["read", "markdown"]}>
          {/* A document that was read takes the place of what stood there. */}
          <LongText
            name="markdown"
            key={markdown}
            defaultValue={markdown}
            rows={matches ? 6 : 18}
            dir="auto"
          />
        </Field>
        <FileIntoField into="markdown" accept=".md,.markdown,.txt,text/markdown,text/plain" />
        <Field
          label={t("drafts:import.document")}
          hint={t("drafts:import.documentHint")}
          of={["read", "document"]}
        >
          <input type="file" name="document" accept=".docx,.html,.htm,text/html" />
        </Field>
        <label className="check">
          <input type="checkbox" name="divides" value="yes" defaultChecked={divides} />
          <span>{t("drafts:import.divides")}</span>
        </label>
        <div className="actions">
          <Submit intent="read" kind={matches ? "q" : ""}>
            {t("drafts:import.read")}
          </Submit>
        </div>
      </PostForm>
      {matches && matches.length > 0 && (
        <PostForm className="section">
          <input type="hidden" name="markdown" value={markdown} />
          {divides && <input type="hidden" name="divides" value="yes" />}
          <ImportedClauses matches={matches} known={known} />
          <Field
            label={t("drafts:import.datedOn")}
            hint={t("drafts:import.datedOnHint")}
            of={["import", "datedOn"]}
          >
            <input type="date" name="datedOn" defaultValue={answer.datedOn ?? ""} key={answer.datedOn} />
          </Field>
          <div className="actions">
            <Submit intent="import">{t("drafts:import.do")}</Submit>
          </div>
        </PostForm>
      )}
    </>
  );
}
