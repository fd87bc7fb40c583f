import { type Frequency, frequencies } from "~/features/notices/domain/frequencies";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** How one wants to be told of what comes in a thread. */
export function Follow({ processId, frequency }: { processId: string; frequency: Frequency }) {
  const { t } = useWords();
  return (
    <section className="note no-print" aria-labelledby="follow">
      <h2 id="follow">{t("comments:notices.thread")}</h2>
      <PostForm className="actions">
        <input type="hidden" name="process" value={processId} />
        <select name="frequency" defaultValue={frequency} aria-label={t("comments:notices.thread")}>
          {frequencies.map((one) => (
            <option key={one} value={one}>
              {t(`notices:frequency.${one}`)}
            </option>
          ))}
        </select>
        <Submit intent="follow" kind="q mini">
          {t("common:save")}
        </Submit>
      </PostForm>
    </section>
  );
}
