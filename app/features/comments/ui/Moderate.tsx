import { useWords } from "~/i18n";
import { Field, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import type { CommentShown } from "./CommentCard";

/** Hides or restores a comment, slows down or suspends who wrote it; each with a reason for the public log. */
export function Moderate({ comment }: { comment: Pick<CommentShown, "id" | "hidden" | "author"> }) {
  const { t } = useWords();
  const reason = (intent: string) => (
    <Field label={t("comments:moderation.reason")} of={[intent, "reason"]}>
      <input name="reason" required maxLength={600} />
    </Field>
  );
  return (
    <>
      <details className="more no-print">
        <summary className="small">
          {comment.hidden === null ? t("comments:moderation.hide") : t("comments:moderation.restore")}
        </summary>
        <PostForm>
          <input type="hidden" name="comment" value={comment.id} />
          {reason(comment.hidden === null ? "hide" : "restore")}
          {comment.hidden === null ? (
            <Submit intent="hide" kind="danger mini">
              {t("comments:moderation.hide")}
            </Submit>
          ) : (
            <Submit intent="restore" kind="q mini">
              {t("comments:moderation.restore")}
            </Submit>
          )}
        </PostForm>
      </details>
      {comment.author.role === "participant" && (
        <details className="more no-print">
          <summary className="small">{t("comments:moderation.restrain")}</summary>
          <PostForm>
            <input type="hidden" name="comment" value={comment.id} />
            <Field label={t("comments:moderation.kind")}>
              <select name="kind" defaultValue="slow">
                <option value="slow">{t("comments:moderation.slow")}</option>
                <option value="suspend">{t("comments:moderation.suspend")}</option>
              </select>
            </Field>
            <Field label={t("comments:moderation.days")} hint={t("comments:moderation.daysHint")}>
              <input name="days" type="number" min={0} max={365} defaultValue={7} required />
            </Field>
            {reason("restrain")}
            <Submit intent="restrain" kind="danger mini">
              {t("comments:moderation.restrain")}
            </Submit>
          </PostForm>
        </details>
      )}
    </>
  );
}
