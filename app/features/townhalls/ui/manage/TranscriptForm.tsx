import type { Transcript } from "~/features/townhalls/domain/transcript";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { FileIntoField } from "~/ui/forms/FileIntoField";
import { Field, LongText, Submit, Tick } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/languages/LanguageField";
import { PostForm } from "~/ui/forms/PostForm";

type Pasted = { language: ContentLanguage; transcript: string; notNames: readonly string[]; reason?: string };
/** A transcript as it was read, before it is stored. */
export type ReadTranscript = {
  pasted: Pasted;
  names: Transcript["names"];
  /** The first passages, and how many there are. */
  first: Transcript["passages"];
  count: number;
};

/** What was said at a meeting, pasted as text and looked at before it is stored; `typed` is what was refused. */
export function TranscriptForm({
  passages,
  typed,
  read,
}: {
  passages: number;
  typed: string;
  read?: Partial<ReadTranscript> | undefined;
}) {
  const { t } = useWords();
  const { pasted, names, first, count } = read ?? {};
  return (
    <section className="section" aria-labelledby="transcript">
      <h2 id="transcript">{t("townhalls:manage.transcript")}</h2>
      {passages > 0 && <p>{t("townhalls:manage.passages", { count: passages })}</p>}
      {pasted && names && first && (
        <AsRead
          pasted={pasted}
          names={names}
          first={first}
          count={count ?? first.length}
          replaces={passages > 0}
        />
      )}
      <PostForm className="note" previews="readTranscript" encType="multipart/form-data">
        <Field
          label={t("townhalls:manage.transcriptText")}
          hint={t("townhalls:manage.transcriptHint")}
          of={["readTranscript", "transcript"]}
        >
          <LongText
            name="transcript"
            rows={10}
            maxLength={1_500_000}
            defaultValue={pasted?.transcript ?? typed}
            dir="auto"
          />
        </Field>
        <FileIntoField into="transcript" accept=".vtt,.srt,.txt,text/vtt,text/plain" />
        <div className="row">
          <LanguageField />
        </div>
        <Submit intent="readTranscript" kind="q">
          {t("common:sheet.read")}
        </Submit>
      </PostForm>
    </section>
  );
}

/** Who was taken for a speaker and what they were given; what is unsure can be taken back before it is stored. */
function AsRead({ pasted, names, first, count, replaces }: ReadTranscript & { replaces: boolean }) {
  const { t } = useWords();
  const unsure = names.filter((one) => one.isUnsure);
  const sure = names.filter((one) => !one.isUnsure);
  return (
    <PostForm className="card" place="transcript as read" aria-labelledby="as-read" intents={["transcript"]}>
      <h3 id="as-read">{t("townhalls:manage.asRead", { count })}</h3>
      <input type="hidden" name="transcript" value={pasted.transcript} />
      <input type="hidden" name="language" value={pasted.language} />
      {sure.length > 0 && (
        <p>
          {t("townhalls:manage.speakers")}{" "}
          {sure.map(({ name, passages }, at) => (
            <span key={name}>
              {at > 0 && " · "}
              <bdi>{name}</bdi> ({passages})
            </span>
          ))}
        </p>
      )}
      {unsure.length > 0 && (
        <fieldset className="field">
          <legend>{t("townhalls:manage.unsure")}</legend>
          {unsure.map(({ name, first: words }) => (
            <Tick
              key={name}
              name="notNames"
              value={name}
              label={t("townhalls:manage.notName", { name, words })}
              on={false}
            />
          ))}
        </fieldset>
      )}
      {pasted.notNames.map((name) => (
        <input key={name} type="hidden" name="notNames" value={name} />
      ))}
      <ul className="clean">
        {first.map(({ startsMs, speaker, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: passages have no name but their place
          <li key={at}>
            {startsMs !== null && <span className="quiet small">{clockOf(startsMs)} </span>}
            <bdi>
              <strong>{speaker || t("townhalls:manage.nobody")}</strong>
            </bdi>{" "}
            <span dir="auto">{text}</span>
          </li>
        ))}
      </ul>
      {count > first.length && (
        <p className="quiet">{t("common:sheet.more", { count: count - first.length })}</p>
      )}
      {replaces && (
        <Field
          label={t("townhalls:manage.transcriptReason")}
          hint={t("townhalls:manage.transcriptReasonHint")}
          of={["transcript", "reason"]}
        >
          <input name="reason" defaultValue={pasted.reason ?? ""} maxLength={500} dir="auto" />
        </Field>
      )}
      <div className="actions">
        <Submit intent="transcript">{t("townhalls:manage.transcriptDo")}</Submit>
        <Submit intent="readTranscript" kind="q">
          {t("common:sheet.again")}
        </Submit>
      </div>
    </PostForm>
  );
}

/** "1:02:03", from the beginning of the recording. */
function clockOf(startsMs: number): string {
  const seconds = Math.floor(startsMs / 1000);
  const two = (part: number) => `${part % 60}`.padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60))}:${two(seconds)}`;
}
