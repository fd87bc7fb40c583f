import { useCallback, useEffect, useRef } from "react";
import { useWords } from "~/i18n";
import { Field, Submit, useAnswer } from "~/ui/forms/forms";
import { LanguageOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { useKept } from "~/ui/forms/useUnsentText";
import { onQuote } from "./quoting";

/** The form to reply; what is not sent yet is kept in this browser. */
export function ReplyForm({ place, quoted }: { place: string; quoted: string }) {
  const { t, language } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const kept = useKept(form, `codraft-reply-${place}`, ["body"], useAnswer("reply"));
  const { keep } = kept;
  const quote = useCallback(
    (text: string) => {
      const field = form.current?.elements.namedItem("body");
      if (field instanceof HTMLTextAreaElement) {
        field.value = `${field.value ? `${field.value}\n\n` : ""}> ${text.trim().replaceAll("\n", "\n> ")}\n\n`;
        field.focus();
        keep();
      }
    },
    [keep],
  );
  useEffect(() => onQuote(quote), [quote]);
  return (
    <PostForm ref={form} onInput={kept.keep} className="no-print">
      {kept.restored && (
        <p className="notice small" role="status">
          {t("comments:restored")}
        </p>
      )}
      <Field label={t("comments:reply")} hint={t("comments:replyHint")} of={["reply", "body"]}>
        <textarea name="body" required maxLength={10_000} dir="auto" />
      </Field>
      <div className="actions">
        <select
          name="language"
          defaultValue={language}
          aria-label={t("comments:form.language")}
          className="narrow"
        >
          <LanguageOptions />
        </select>
        {quoted && (
          <button type="button" className="btn q mini" onClick={() => quote(quoted)}>
            {t("comments:quoteIt")}
          </button>
        )}
        <Submit intent="reply">{t("comments:reply")}</Submit>
      </div>
    </PostForm>
  );
}
