import { Moderate } from "~/features/comments/ui/Moderate";
import type { ThreadPage } from "~/features/discussion/services/threadPage.server";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** What organizers can do with the root of a thread. */
export function ModerateThread({ comment }: { comment: ThreadPage["comment"] }) {
  const { t } = useWords();
  return (
    <>
      <h2 id="moderate">{t("moderation:tools")}</h2>
      <Moderate comment={comment} />
      <PostForm>
        <input type="hidden" name="comment" value={comment.id} />
        <Submit intent="faq" kind="q mini">
          {t("discussion:comments.toFaq")}
        </Submit>
      </PostForm>
    </>
  );
}
