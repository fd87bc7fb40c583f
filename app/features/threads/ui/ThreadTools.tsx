import { threadCategories } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { aboutValue, type TopicShown } from "./About";

/** What moderators do with a topic: pin, close, move it, split it, move posts elsewhere. */
export function ThreadTools({ topic }: { topic: TopicShown }) {
  const { t } = useWords();
  const which = (
    <>
      <Field label={t("threads:tools.from")}>
        <input name="from" type="number" min={1} required />
      </Field>
      <Field label={t("threads:tools.which")}>
        <select name="only" defaultValue="no">
          <option value="no">{t("threads:tools.andAfter")}</option>
          <option value="yes">{t("threads:tools.alone")}</option>
        </select>
      </Field>
    </>
  );
  return (
    <section className="note no-print" aria-labelledby="tools">
      <h2 id="tools">{t("threads:tools.title")}</h2>
      <div className="actions">
        <PostForm>
          <input type="hidden" name="on" value={topic.isPinned ? "no" : "yes"} />
          <Submit intent="pin" kind="q mini">
            {topic.isPinned ? t("threads:tools.unpin") : t("threads:tools.pin")}
          </Submit>
        </PostForm>
        <PostForm>
          <input type="hidden" name="on" value={topic.isClosed ? "no" : "yes"} />
          <Submit intent="close" kind="q mini">
            {topic.isClosed ? t("threads:tools.open") : t("threads:tools.close")}
          </Submit>
        </PostForm>
      </div>
      <details className="more">
        <summary>{t("threads:tools.move")}</summary>
        <PostForm>
          <CategoryField chosen={topic.category ?? "general"} />
          <Field label={t("threads:form.about")} hint={t("threads:form.aboutHint")} of={["move", "about"]}>
            <input name="about" defaultValue={aboutValue(topic)} maxLength={120} dir="ltr" />
          </Field>
          <Submit intent="move" kind="q mini">
            {t("threads:tools.move")}
          </Submit>
        </PostForm>
      </details>
      <details className="more">
        <summary>{t("threads:tools.split")}</summary>
        <PostForm>
          {which}
          <Field label={t("threads:form.title")} of={["split", "title"]}>
            <input name="title" required maxLength={160} dir="auto" />
          </Field>
          <Submit intent="split" kind="q mini">
            {t("threads:tools.split")}
          </Submit>
        </PostForm>
      </details>
      <details className="more">
        <summary>{t("threads:tools.movePosts")}</summary>
        <PostForm>
          {which}
          <Field label={t("threads:tools.to")} of={["movePosts", "to"]}>
            <input name="to" type="number" min={1} required />
          </Field>
          <Submit intent="movePosts" kind="q mini">
            {t("threads:tools.movePosts")}
          </Submit>
        </PostForm>
      </details>
    </section>
  );
}

/** The category of a topic. */
export function CategoryField({ chosen }: { chosen: string }) {
  const { t } = useWords();
  return (
    <Field label={t("threads:form.category")}>
      <select name="category" defaultValue={chosen}>
        {threadCategories.map((one) => (
          <option key={one} value={one}>
            {t(`threads:category.${one}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
