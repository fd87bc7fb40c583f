import { browserOf } from "~/features/accounts/domain/browser";
import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";
import { Moment } from "~/ui/text/Moment";

type Session = {
  readonly key: string;
  readonly device: string;
  readonly createdAt: Date | string;
  readonly isCurrent: boolean;
};

/** Where somebody is signed in, in words, and how to end it. */
export function Sessions({ sessions }: { readonly sessions: readonly Session[] }) {
  const { t } = useWords();
  const inWords = (device: string) => {
    const known = browserOf(device);
    return known ? t("common:device.known", known) : t("common:device.unknown");
  };
  return (
    <section className="section" aria-labelledby="sessions">
      <h2 id="sessions">{t("profile:sessions.title")}</h2>
      <ul className="clean">
        {sessions.map((session) => (
          <li key={session.key}>
            <PostForm className="actions">
              <input type="hidden" name="key" value={session.key} />
              <span>
                <bdi className="small" title={session.device}>
                  {inWords(session.device)}
                </bdi>
                <br />
                <span className="quiet small">
                  <Moment at={session.createdAt} />
                </span>
              </span>
              {session.isCurrent ? (
                <strong className="small">{t("profile:sessions.current")}</strong>
              ) : (
                <Submit intent="revoke" kind="q mini">
                  {t("profile:sessions.end")}
                </Submit>
              )}
            </PostForm>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <PostForm className="actions">
          <Submit intent="revokeOthers" kind="q">
            {t("profile:sessions.endOthers")}
          </Submit>
        </PostForm>
      )}
    </section>
  );
}
