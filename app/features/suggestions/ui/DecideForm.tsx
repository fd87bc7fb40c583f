import { editorsDecisions } from "~/features/comments/domain/comment";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { Choice, Field, Group, LongText, Refused, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Html } from "~/ui/text/Html";

/** What an editor decides on. */
export type Decidable = {
  readonly id: string;
  /** How it stands to the working version's clause. */
  readonly state: "fits" | "done" | "conflicts" | "gone";
  /** What it would make of the clause, in words that go out and come in. */
  readonly html: string;
  readonly text: string;
  readonly revision: number;
};

/** The editors' form: what becomes of a suggestion, and why. What is accepted is written into the working version at once. */
export function DecideForm({
  suggestion: { id, state, html, text, revision },
  language,
  working,
  isOneOfMany = false,
}: {
  suggestion: Decidable;
  /** In which the text is written. */
  language: string;
  /** The version into which it is written; null where none was begun. */
  working: string | null;
  /** Of several on a page none has the page's anchor. */
  isOneOfMany?: boolean;
}) {
  const { t } = useWords();
  const canAccept = working !== null && (state === "fits" || state === "done");
  const canChange = working !== null && state !== "gone";
  const offered = editorsDecisions.filter((one) =>
    one === "accepted" ? canAccept : one === "accepted-with-changes" ? canChange : true,
  );
  return (
    <PostForm id={isOneOfMany ? undefined : "dispose"} preventScrollReset>
      <Refused intent="decide" />
      <input type="hidden" name="suggestion" value={id} />
      <input type="hidden" name="revision" value={revision} />
      {working === null ? (
        <p className="frag">{t("suggestions:decide.noWorking")}</p>
      ) : (
        <>
          <p className="quiet small">{t(`suggestions:decide.state.${state}`, { label: working })}</p>
          {html && <Html html={html} language={language} />}
        </>
      )}
      <Group legend={t("suggestions:decide.decision")} of={["decide", "decision"]}>
        {offered.map((one) => (
          <Choice
            key={one}
            name="decision"
            value={one}
            label={t(`notices:decision.${one}`)}
            on={one === offered[0]}
          />
        ))}
      </Group>
      <Field label={t("suggestions:decide.reason")} of={["decide", "reason"]}>
        <LongText name="reason" required maxLength={4000} rows={2} dir="auto" />
      </Field>
      {canChange && (
        <details className="more">
          <summary className="small">{t("suggestions:decide.withChanges")}</summary>
          <Field
            label={t("suggestions:decide.text")}
            hint={t("suggestions:decide.textHint")}
            of={["decide", "text"]}
          >
            <LongText
              name="text"
              maxLength={20_000}
              rows={6}
              defaultValue={text}
              lang={language}
              dir={directionOf(language)}
            />
          </Field>
        </details>
      )}
      <div className="actions">
        <Submit intent="decide">{t("suggestions:decide.do")}</Submit>
      </div>
    </PostForm>
  );
}
