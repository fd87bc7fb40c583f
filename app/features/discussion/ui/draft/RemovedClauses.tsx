import type { DraftEditor } from "~/features/discussion/services/draftEditor.server";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** Clauses that were taken out of the version that is being written, to bring them back. */
export function RemovedClauses({ removed }: { removed: DraftEditor["removed"] }) {
  const { t } = useWords();
  if (removed.length === 0) return null;
  return (
    <section className="section" aria-labelledby="removed">
      <h2 id="removed">{t("discussion:drafts.manage.removed")}</h2>
      <ul className="clean measure">
        {removed.map(({ id, title }) => (
          <li key={id}>
            <PostForm className="actions">
              <input type="hidden" name="clause" value={id} />
              <span>{title}</span>
              <Submit intent="restore" kind="q mini">
                {t("discussion:drafts.manage.restore")}
              </Submit>
            </PostForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
