import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { changesToCite } from "~/features/evidence/services/changesToCite.server";
import { faqSchema } from "~/features/faq/contracts/faq";
import { faqEntriesOf, saveFaq } from "~/features/faq/services/faq.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { acts, intent } from "~/http/action.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { EditForm, type FieldValues } from "~/ui/forms/EditForm";
import { Field, Refused, Saved, Submit, type Typed } from "~/ui/forms/forms";
import { PageLink } from "~/ui/text/PageLink";

export const loader = reads(inProcess, "organizer", async ({ deps, process, t, url }) => {
  const clauses = await changesToCite(deps, process);
  const seen = new Map(clauses.map(({ value, name }) => [value.slice(value.lastIndexOf(":") + 1), name]));
  return {
    slug: process.slug,
    title: t("drafts:faq.title"),
    opened: Number(url.searchParams.get("entry")) || null,
    clauses: [...seen].map(([id, name]) => ({ id, name })),
    entries: (await faqEntriesOf(deps, process)).map(({ number, revision, question, answer, clauseIds }) => ({
      number,
      seen: String(revision),
      question,
      answer,
      clauseIds,
    })),
  };
});

export const action = acts(inProcess, "organizer", {
  save: intent(faqSchema, ({ deps, actor, process }, input) => saveFaq(deps, actor, process, input)),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

type Edited = {
  number: number | null;
  /** Its revision. */
  seen: string;
  question: string;
  answer: string;
  clauseIds: readonly string[];
};

const blank: Edited = { number: null, seen: "0", question: "", answer: "", clauseIds: [] };

const readEntry = (typed: Typed): Edited => ({
  number: Number(typed.entry) || null,
  seen: typed.revision ?? "",
  question: typed.question ?? "",
  answer: typed.answer ?? "",
  clauseIds: typed.clauses?.split("\n") ?? [],
});

export default function ManageFaq() {
  const { slug, opened, clauses, entries } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("drafts:faq.title")}</h1>
      <p className="lead">{t("faq:manageLead")}</p>
      <Refused intent="save" />
      <Saved intent="save">{t("common:saved")}</Saved>
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("faq:add")}</h2>
        <FaqForm key={entries.length} entry={blank} clauses={clauses} />
      </section>
      {entries.map((entry) => (
        <section key={entry.number} className="section" aria-labelledby={`q-${entry.number}`}>
          <h2 id={`q-${entry.number}`}>
            <PageLink to={`/p/${slug}/faq/${entry.number}`}>
              <bdi>{entry.question}</bdi>
            </PageLink>
          </h2>
          <details className="more" open={opened === entry.number}>
            <summary>{t("faq:edit")}</summary>
            <FaqForm entry={entry} clauses={clauses} />
          </details>
        </section>
      ))}
    </>
  );
}

function FaqForm({ entry, clauses }: { entry: Edited; clauses: readonly { id: string; name: string }[] }) {
  const { t, format } = useWords();
  const facts = (one: Edited): FieldValues => [
    [t("faq:question"), one.question],
    [t("faq:answer"), one.answer],
    [
      t("faq:clauses"),
      format.list(clauses.filter(({ id }) => one.clauseIds.includes(id)).map(({ name }) => name)),
    ],
  ];
  return (
    <EditForm
      intent="save"
      which={["entry", String(entry.number ?? "")]}
      row={entry}
      seenAs="revision"
      read={readEntry}
      facts={facts}
      actions={
        <Submit intent="save" kind={entry.number === null ? "" : "q mini"}>
          {entry.number === null ? t("common:add") : t("common:save")}
        </Submit>
      }
    >
      {(begun) => <FaqFields entry={begun} clauses={clauses} />}
    </EditForm>
  );
}

function FaqFields({ entry, clauses }: Parameters<typeof FaqForm>[0]) {
  const { t } = useWords();
  return (
    <>
      <Field label={t("faq:question")} of={["save", "question"]}>
        <input name="question" defaultValue={entry.question} required maxLength={400} dir="auto" />
      </Field>
      <Field label={t("faq:answer")} hint={t("drafts:field.markdown")} of={["save", "answer"]}>
        <textarea name="answer" defaultValue={entry.answer} required maxLength={20_000} dir="auto" />
      </Field>
      <Field label={t("faq:clauses")} hint={t("faq:clausesHint")}>
        <select name="clauses" multiple size={6} defaultValue={[...entry.clauseIds]}>
          {clauses.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
