import { Moderate } from "~/features/comments/ui/Moderate";
import type { ThreadPage } from "~/features/discussion/services/threadPage.server";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

type Props = { readonly comment: ThreadPage["comment"]; readonly isOrganizer: boolean };

/** What moderators can do with the root of a thread, and organizers besides. */
export function ModerateThread({ comment, isOrganizer }: Props) {
  const { t } = useWords();
  return (
    <>
      <h2 id="moderate">{t("moderation:tools")}</h2>
      <Moderate comment={comment} />
      {isOrganizer && (
        <PostForm>
          <input type="hidden" name="comment" value={comment.id} />
          <Submit intent="faq" kind="q mini">
            {t("discussion:comments.toFaq")}
          </Submit>
        </PostForm>
      )}
    </>
  );
}
