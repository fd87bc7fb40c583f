import type { GroupNames } from "~/features/comments/ui/SpeaksAs";
import type { RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { Field, LongText } from "~/ui/forms/forms";
import { LanguageField } from "~/ui/forms/languages/LanguageField";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { ActForm } from "./ActForm";
import { HideSaid } from "./parts/HideSaid";
import { Who } from "./parts/people";
import { useKey } from "./parts/useKey";

/** What is said beside the meeting, newest last; the whole of it is a topic of the threads. */
export function MeetingThread({
  base,
  room,
  groups,
  maySpeak,
  mayHide,
  formKey,
}: {
  base: string;
  room: RoomState;
  groups: GroupNames;
  maySpeak: boolean;
  mayHide: boolean;
  formKey: string;
}) {
  const { t, format } = useWords();
  if (room.thread === null) return null;
  return (
    <section className="section part part-talk" aria-labelledby="talk">
      <h2 id="talk">{t("live:talk.title")}</h2>
      <p className="quiet small">
        <PageLink to={`${base}/threads/${room.thread}`}>{t("live:talk.whole")}</PageLink>
      </p>
      {room.posts.length === 0 && <p className="quiet">{t("live:talk.none")}</p>}
      <div className="talk" role="log" aria-live="polite">
        {room.posts.map((post) => (
          <div key={post.id} className="talk-post">
            <p className="quiet small">
              <Who {...post} groups={groups} /> ·{" "}
              <time dateTime={post.at} suppressHydrationWarning>
                {format.time(post.at, "UTC")} UTC
              </time>
            </p>
            <Html html={post.html} language={post.language} />
            {mayHide && <HideSaid id={post.id} />}
          </div>
        ))}
      </div>
      {maySpeak && <Say formKey={formKey} />}
    </section>
  );
}

function Say({ formKey }: { formKey: string }) {
  const { t } = useWords();
  const [key, renew] = useKey(formKey);
  return (
    <ActForm name="say" fields={{ key }} className="no-print" onDone={renew}>
      <Field label={t("live:talk.yours")} of={["say", "body"]}>
        <LongText name="body" required maxLength={2000} dir="auto" rows={2} />
      </Field>
      <div className="row">
        <LanguageField />
      </div>
      <div className="actions">
        <button type="submit" className="btn q mini">
          {t("live:talk.do")}
        </button>
      </div>
    </ActForm>
  );
}
