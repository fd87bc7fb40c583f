import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Field, Refused, Saved, Submit } from "~/components/forms";
import { Go } from "~/components/Go";
import { faqSchema } from "~/contracts/drafts";
import { acts, intent, reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import type { Actor } from "~/services/deps";
import { changesToCite } from "~/services/drafting/changesToCite.server";
import { faqEntriesOf, saveFaq } from "~/services/drafting/faq.server";
import type { ProcessRow } from "~/services/people/scope.server";

export const loader = reads("organizer", async ({ deps, scope, t, url }) => {
  const process = scope.process as ProcessRow;
  const clauses = await changesToCite(deps, process);
  const seen = new Map(clauses.map(({ value, name }) => [value.slice(value.lastIndexOf(":") + 1), name]));
  return {
    slug: process.slug,
    title: t("drafts:faq.title"),
    opened: Number(url.searchParams.get("entry")) || null,
    clauses: [...seen].map(([id, name]) => ({ id, name })),
    entries: (await faqEntriesOf(deps, process)).map(({ number, revision, question, answer, clauseIds }) => ({
      number,
      revision,
      question,
      answer,
      clauseIds,
    })),
  };
});

export const action = acts("organizer", {
  save: intent(faqSchema, ({ deps, actor, scope }, input) =>
    saveFaq(deps, actor as Actor, scope.process as ProcessRow, input),
  ),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

type Edited = {
  number: number | null;
  revision: number;
  question: string;
  answer: string;
  clauseIds: readonly string[];
};
const blank: Edited = { number: null, revision: 0, question: "", answer: "", clauseIds: [] };

export default function ManageFaq() {
  const { slug, opened, clauses, entries } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("drafts:faq.title")}</h1>
      <p className="lead">{t("drafts:faq.manageLead")}</p>
      <Refused intent="save" />
      <Saved intent="save">{t("common:saved")}</Saved>
      <section className="section" aria-labelledby="new">
        <h2 id="new">{t("drafts:faq.add")}</h2>
        <FaqForm key={entries.length} entry={blank} clauses={clauses} />
      </section>
      {entries.map((entry) => (
        <section key={entry.number} className="section" aria-labelledby={`q-${entry.number}`}>
          <h2 id={`q-${entry.number}`}>
            <Go to={`/p/${slug}/faq/${entry.number}`}>
              <bdi>{entry.question}</bdi>
            </Go>
          </h2>
          <details className="more" open={opened === entry.number}>
            <summary>{t("drafts:faq.edit")}</summary>
            <FaqForm key={entry.revision} entry={entry} clauses={clauses} />
          </details>
        </section>
      ))}
    </>
  );
}

function FaqForm({ entry, clauses }: { entry: Edited; clauses: readonly { id: string; name: string }[] }) {
  const { t } = useWords();
  return (
    <Form method="post">
      <input type="hidden" name="entry" value={entry.number ?? ""} />
      <input type="hidden" name="revision" value={entry.revision} />
      <Field label={t("drafts:faq.question")} of={["save", "question"]}>
        <input name="question" defaultValue={entry.question} required maxLength={400} dir="auto" />
      </Field>
      <Field label={t("drafts:faq.answer")} hint={t("drafts:field.markdown")} of={["save", "answer"]}>
        <textarea name="answer" defaultValue={entry.answer} required maxLength={20_000} dir="auto" />
      </Field>
      <Field label={t("drafts:faq.clauses")} hint={t("drafts:faq.clausesHint")}>
        <select name="clauses" multiple size={6} defaultValue={[...entry.clauseIds]}>
          {clauses.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <div className="actions">
        <Submit intent="save" kind={entry.number === null ? "" : "q mini"}>
          {entry.number === null ? t("common:add") : t("common:save")}
        </Submit>
      </div>
    </Form>
  );
}
