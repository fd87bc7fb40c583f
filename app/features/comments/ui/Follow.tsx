import { useFetcher } from "@remix-run/react";
import { type Frequency, frequencies } from "~/features/notices/domain/frequencies";
import { useWords } from "~/i18n";
import { type Answer, RefusedAnswer, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Undo } from "~/ui/forms/undo/Undo";

/** How one wants to be told of what comes in a thread. */
export function Follow({ processId, frequency }: { processId: string; frequency: Frequency }) {
  const { t } = useWords();
  const fetcher = useFetcher<Answer>();
  // Said at once: what does not arrive is told by the form itself.
  const isSaid = fetcher.state !== "idle" || fetcher.data?.ok === true;
  return (
    <section className="note no-print" aria-labelledby="follow">
      <h2 id="follow">{t("comments:notices.thread")}</h2>
      <PostForm className="actions" beside={fetcher}>
        <input type="hidden" name="process" value={processId} />
        <select
          key={frequency}
          name="frequency"
          defaultValue={frequency}
          aria-label={t("comments:notices.thread")}
        >
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
      <p className="small" role="status">
        {isSaid && t("common:saved")}
      </p>
      {fetcher.data && <RefusedAnswer answer={fetcher.data} />}
      <Undo acts={{ follow: t("comments:notices.changed") }} answer={fetcher.data} />
    </section>
  );
}
