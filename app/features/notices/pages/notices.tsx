import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { frequencySchema } from "~/features/notices/contracts/frequency";
import { frequencies } from "~/features/notices/domain/frequencies";
import { inWords } from "~/features/notices/services/inWords";
import {
  frequencyOf,
  markRead,
  markUnread,
  readNotices,
  setFrequency,
} from "~/features/notices/services/readNotices.server";
import { todosOf } from "~/features/notices/services/readTodos.server";
import { sayTodos } from "~/features/notices/services/sayTodo";
import { Quoted } from "~/features/notices/ui/Quoted";
import { TodoList } from "~/features/notices/ui/TodoList";
import { acts, intent } from "~/http/action.server";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { momentOfAct } from "~/kernel/fields";
import type { ProcessId } from "~/kernel/ids";
import { Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Undo } from "~/ui/forms/undo/Undo";
import { undoneBy } from "~/ui/forms/undo/undoneBy";
import { Moment } from "~/ui/text/Moment";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";

export const loader = reads(anywhere, "signed-in", async (context) => {
  const { actor, deps, language, t } = context;
  const [{ notices, processes }, todos] = await Promise.all([
    readNotices(deps, actor, language),
    todosOf(context),
  ]);
  return {
    title: t("notices:title"),
    todos: sayTodos({ t, language, now: deps.now() }, todos),
    notices: notices.map(({ kind, values, ...one }) => ({
      ...one,
      sentence: t(`notices:sentence.${kind}`, inWords(t, language, values, actor.zone)),
      words: typeof values.words === "string" ? values.words : "",
      isChange: values.change === 1,
    })),
    processes,
  };
});

export const action = acts(anywhere, "signed-in", {
  read: intent(z.strictObject({}), async ({ deps, actor }) => {
    const read = await markRead(deps, actor);
    return undoneBy(read, "unread", { at: read.value.toISOString() });
  }),
  unread: intent(z.strictObject({ at: momentOfAct }), ({ deps, actor }, { at }) =>
    markUnread(deps, actor, at),
  ),
  frequency: intent(frequencySchema, async ({ deps, actor }, { process, frequency }) => {
    const former = await frequencyOf(deps, actor, process as ProcessId, "");
    const set = await setFrequency(deps, actor.id, process as ProcessId, frequency);
    return undoneBy(set, "frequency", { process, frequency: former });
  }),
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function Notices() {
  const { notices, processes, todos } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <>
      <h1>{t("notices:title")}</h1>
      <section aria-labelledby="todos">
        <h2 id="todos">{t("notices:todos.title")}</h2>
        <p>{todos.lead}</p>
        <TodoList items={todos.items} ofProcess={false} />
      </section>
      <h2 className="section">{t("notices:told")}</h2>
      <Refused intent="frequency" />
      <Undo acts={{ frequency: t("notices:undo.frequency"), read: t("notices:undo.read") }} />
      {notices.length === 0 && <p className="lead">{t("notices:empty")}</p>}
      {notices.some(({ isNew }) => isNew) && (
        <PostForm className="section">
          <Submit intent="read" kind="q mini">
            {t("notices:markRead")}
          </Submit>
        </PostForm>
      )}
      <ul className="clean section measure">
        {notices.map(({ id, sentence, words, isChange, path, createdAt, isNew, process }) => (
          <li key={id}>
            <PageLink to={path}>{isNew ? <strong>{sentence}</strong> : sentence}</PageLink>
            {words ? <Quoted words={words} isChange={isChange} /> : <br />}
            <span className="quiet small">
              <Content view={process} /> · <Moment at={createdAt} />
              {isNew && <> · {t("notices:new")}</>}
            </span>
          </li>
        ))}
      </ul>
      {processes.length > 0 && (
        <section className="section" aria-labelledby="mail">
          <h2 id="mail">{t("notices:byMail")}</h2>
          <ul className="clean measure">
            {processes.map(({ id, title, frequency }) => (
              <li key={`${id} ${frequency}`}>
                <PostForm className="actions">
                  <input type="hidden" name="process" value={id} />
                  <span>
                    <Content view={title} />
                  </span>
                  <select
                    name="frequency"
                    defaultValue={frequency}
                    className="narrow"
                    aria-label={t("common:labelled", { label: t("notices:byMail"), value: title.text })}
                  >
                    {frequencies.map((one) => (
                      <option key={one} value={one}>
                        {t(`notices:frequency.${one}`)}
                      </option>
                    ))}
                  </select>
                  <Submit intent="frequency" kind="q mini">
                    {t("common:save")}
                  </Submit>
                </PostForm>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
