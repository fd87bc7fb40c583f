import { useCallback, useEffect, useRef } from "react";
import { useWords } from "~/i18n";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { setText } from "~/ui/forms/kept/formFields";
import { OtherLanguage } from "~/ui/forms/languages/LanguageField";
import { WrittenOptions } from "~/ui/forms/options";
import { PostForm } from "~/ui/forms/PostForm";
import { onQuote } from "./form/quoting";

/** The form to reply. */
export function ReplyForm({ quoted }: { quoted: string }) {
  const { t, language } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const quote = useCallback((text: string) => {
    const field = form.current?.elements.namedItem("body");
    if (!(field instanceof HTMLTextAreaElement)) return;
    const before = field.value ? `${field.value}\n\n` : "";
    setText(field, `${before}> ${text.trim().replaceAll("\n", "\n> ")}\n\n`);
    field.focus();
  }, []);
  useEffect(() => onQuote(quote), [quote]);
  return (
    <PostForm ref={form} className="no-print" sendsLater>
      <Field label={t("comments:reply")} hint={t("comments:replyHint")} of={["reply", "body"]}>
        <LongText name="body" required maxLength={10_000} dir="auto" />
      </Field>
      <div className="actions">
        <select
          name="language"
          defaultValue={language}
          aria-label={t("comments:form.language")}
          className="narrow"
        >
          <WrittenOptions />
        </select>
        <OtherLanguage intent="reply" />
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
