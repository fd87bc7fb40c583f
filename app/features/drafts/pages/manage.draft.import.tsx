import { data, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { importSchema, readImportSchema } from "~/features/drafts/contracts/drafts";
import { numberClauses } from "~/features/drafts/domain/clause";
import { onDraft } from "~/features/drafts/registrations/place.server";
import {
  clausesToMatch,
  importDraft,
  type Match,
  matchImport,
} from "~/features/drafts/services/inner/importDraft.server";
import { documentAsMarkdown } from "~/features/drafts/services/inner/toMarkdown.server";
import { type ImportedMatch, ImportMatch } from "~/features/drafts/ui/ImportMatch";
import { acts, intent, preview } from "~/http/action.server";
import { reads, refuse } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { ClauseId } from "~/kernel/ids";
import { ok } from "~/kernel/result";
import { cut, shortened } from "~/kernel/text/cut";
import { FileIntoField } from "~/ui/forms/FileIntoField";
import { Field, LongText, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { usePosted } from "~/ui/forms/posted";

const mostChoices = 150;

export const loader = reads(onDraft, "organizer", async ({ deps, draft }) => {
  if (draft.state !== "working") throw refuse("not_found");
  const known = await clausesToMatch(deps.db, draft);
  const numbers = numberClauses(known);
  return {
    label: draft.label,
    known: known.map(({ id, heading, body }, at) => ({
      id,
      name: `${numbers[at]} ${heading || cut(body, 60)}`,
      heading,
    })),
  };
});

export const action = acts(onDraft, "organizer", {
  read: preview(readImportSchema, async ({ deps, draft }, { markdown: typed, document, divides }) => {
    const read = document ? await documentAsMarkdown(Buffer.from(document, "base64")) : ok(typed);
    const markdown = read.ok ? read.value : typed;
    const matched = read.ok
      ? matchImport(await clausesToMatch(deps.db, draft), markdown, { divides: divides === "yes" })
      : read;
    const answer = matched.ok
      ? { intent: "read", ok: true, markdown, divides, matches: matched.value.map(shown) }
      : { intent: "read", ok: false, error: matched.error, markdown };
    return data<object>(answer, { status: matched.ok ? 200 : 400 });
  }),
  import: intent(importSchema, async ({ deps, actor, process, to, draft }, { markdown, match, divides }) => {
    const chosen = new Map(
      Object.entries(match).map(([at, clause]) => [Number(at), (clause || null) as ClauseId | null]),
    );
    const reading = { divides: divides === "yes" };
    const done = await importDraft(deps, actor, draft, { markdown, ...reading }, chosen);
    if (done.ok) return redirect(to(`/p/${process.slug}/manage/drafts/${draft.label}`));
    const known = matchImport(await clausesToMatch(deps.db, draft), markdown, reading);
    const matches = known.ok
      ? known.value.map((one, at) => shown({ ...one, clause: chosen.has(at) ? (chosen.get(at) ?? null) : one.clause }))
      : [];
    return data<object>(
      { intent: "import", ok: false, error: done.error, markdown, divides, matches },
      { status: 400 },
    );
  }),
});

/** As much of a text as stands beside another one. */
const mostShown = 600;

/** What a page shows of a match: the beginnings of its texts. */
const shown = (match: Match): ImportedMatch => ({
  ...match,
  body: shortened(match.body, mostShown),
  old: match.old && { heading: match.old.heading, body: shortened(match.old.body, mostShown) },
});

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: `${loaded?.label ?? ""} · Codraft` },
];

export default function ImportDraft() {
  const { label, known } = useLoaderData<typeof loader>();
  const answer = usePosted<{ markdown?: string; divides?: string; matches?: ImportedMatch[] }>();
  const { t } = useWords();
  const matches = answer?.matches;
  const continued = new Set(matches?.map(({ clause }) => clause));
  const ended = known.filter(({ id }) => !continued.has(id as ClauseId));
  const free = ended.slice(0, mostChoices);
  /** Of a long text only what nobody continues: every clause beside every other would be millions. */
  const choicesFor = ({ clause }: ImportedMatch) =>
    known.length <= mostChoices ? known : [...known.filter(({ id }) => id === clause), ...free];
  return (
    <>
      <h1>{t("drafts:import.title", { label })}</h1>
      <p className="lead">{t("drafts:import.lead")}</p>
      <Refused intent="read" />
      <Refused intent="import" />
      <PostForm previews="read" encType="multipart/form-data">
        <Field label={t("drafts:import.markdown")} hint={t("drafts:import.hint")} of={["read", "markdown"]}>
          <LongText
            name="markdown"
            key={answer?.markdown ? "read" : "empty"}
            defaultValue={answer?.markdown ?? ""}
            rows={matches ? 6 : 18}
            dir="auto"
          />
        </Field>
        <FileIntoField into="markdown" accept=".md,.markdown,.txt,text/markdown,text/plain" />
        <Field label={t("drafts:import.document")} hint={t("drafts:import.documentHint")} of={["read", "document"]}>
          <input type="file" name="document" accept=".docx,.html,.htm,text/html" />
        </Field>
        <label className="check">
          <input type="checkbox" name="divides" value="yes" defaultChecked={answer?.divides === "yes"} />
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
          <h2>{t("drafts:import.matches", { count: matches.length })}</h2>
          <p className="quiet small measure">{t("drafts:import.matchesLead")}</p>
          <input type="hidden" name="markdown" value={answer?.markdown ?? ""} />
          {answer?.divides === "yes" && <input type="hidden" name="divides" value="yes" />}
          <ol className="clean">
            {matches.map((match, at) => {
              // Blocks of a text have no name but their place, and begin anew with every reading.
              const place = `${at} ${match.clause} ${match.heading}`;
              return <ImportMatch key={place} match={match} at={at} choices={choicesFor(match)} />;
            })}
          </ol>
          {ended.length > 0 && (
            <>
              <h3>{t("drafts:import.ended", { count: ended.length })}</h3>
              <p className="quiet small measure">{t("drafts:import.endedLead")}</p>
              <ul className="clean">
                {ended.slice(0, mostChoices).map(({ id, name }) => (
                  <li key={id}>
                    <bdi>{name}</bdi>
                  </li>
                ))}
              </ul>
            </>
          )}
          <div className="actions">
            <Submit intent="import">{t("drafts:import.do")}</Submit>
          </div>
        </PostForm>
      )}
    </>
  );
}
