import { useWords } from "~/i18n";
import { PostForm } from "~/ui/forms/PostForm";
import { Day } from "~/ui/text/Moment";

/** Whether the author of a comment is satisfied with what was decided on it, until when they can say so. */
export function AnswerDisposition({ until }: { until: Date | null }) {
  const { t } = useWords();
  return (
    <section className="note" aria-labelledby="answer">
      <h2 id="answer">{t("discussion:comments.answer.title")}</h2>
      <p>
        {t("discussion:comments.answer.lead")} {until && <Day at={until} />}
      </p>
      <PostForm className="actions">
        <input type="hidden" name="intent" value="answer" />
        <button type="submit" name="answer" value="satisfied" className="btn">
          {t("comments:state.satisfied")}
        </button>
        <button type="submit" name="answer" value="not-satisfied" className="btn q">
          {t("comments:state.not-satisfied")}
        </button>
      </PostForm>
    </section>
  );
}
