import type { RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { Field, LongText } from "~/ui/forms/forms";
import { ActForm } from "./ActForm";

export type DisplayChoices = {
  readonly draft: string | null;
  readonly clauses: readonly { readonly id: string; readonly title: string }[];
  readonly components: readonly { readonly key: string; readonly title: string }[];
};

/** The host's tools that are not in the bar. */
export function HostDesk({
  room,
  choices,
  hosts,
}: {
  room: RoomState;
  choices: DisplayChoices;
  hosts: readonly { readonly id: string; readonly name: string }[];
}) {
  const { t } = useWords();
  const button = (words: string, kind = "btn q mini") => (
    <button type="submit" className={kind}>
      {words}
    </button>
  );
  return (
    <section className="note host-desk part part-now no-print" aria-labelledby="host">
      <h2 id="host">{t("live:host.title")}</h2>
      <div className="actions">
        <ActForm name="queue" fields={{ open: room.queueOpen ? "no" : "yes" }}>
          {button(room.queueOpen ? t("live:host.closeQueue") : t("live:host.openQueue"))}
        </ActForm>
      </div>
      <details className="more">
        <summary>{t("live:host.display")}</summary>
        <ActForm name="display">
          <Field label={t("live:host.what")}>
            <select name="what" defaultValue="">
              <option value="">{t("live:host.nothing")}</option>
              {choices.draft && (
                <optgroup label={t("live:host.clauses", { label: choices.draft })}>
                  {choices.clauses.map(({ id, title }) => (
                    <option key={id} value={`clause:${choices.draft}:${id}`}>
                      {title}
                    </option>
                  ))}
                </optgroup>
              )}
              <optgroup label={t("live:host.components")}>
                {choices.components.map(({ key, title }) => (
                  <option key={key} value={`component:${key}`}>
                    {title}
                  </option>
                ))}
              </optgroup>
            </select>
          </Field>
          <div className="actions">{button(t("live:host.show"), "btn mini")}</div>
        </ActForm>
      </details>
      <details className="more">
        <summary>{t("live:host.check")}</summary>
        <ActForm name="check">
          <Field label={t("live:host.checkQuestion")} of={["check", "question"]}>
            <input name="question" required maxLength={200} dir="auto" />
          </Field>
          <Field label={t("live:host.checkOptions")} of={["check", "options"]}>
            <LongText
              name="options"
              required
              maxLength={400}
              rows={3}
              dir="auto"
              defaultValue={t("live:host.yesPartlyNo")}
            />
          </Field>
          <div className="actions">{button(t("live:host.openCheck"), "btn mini")}</div>
        </ActForm>
      </details>
      <details className="more">
        <summary>{t("live:host.slow")}</summary>
        <ActForm name="slow">
          <Field label={t("live:host.slowSeconds")} hint={t("live:host.slowHint")}>
            <input name="seconds" type="number" min={0} max={600} defaultValue={room.slowSeconds} required />
          </Field>
          <div className="actions">{button(t("common:save"))}</div>
        </ActForm>
      </details>
      {hosts.length > 0 && (
        <details className="more">
          <summary>{t("live:host.handOver")}</summary>
          <ActForm name="handOver">
            <Field label={t("live:host.to")} hint={t("live:host.toHint")}>
              <select name="to" required>
                {hosts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </Field>
            <div className="actions">{button(t("live:host.handOver"))}</div>
          </ActForm>
        </details>
      )}
      <details className="more">
        <summary>{t("live:host.end")}</summary>
        <ActForm name="end">
          <p className="small">{t("live:host.endNote")}</p>
          {button(t("live:host.end"), "btn danger mini")}
        </ActForm>
      </details>
    </section>
  );
}
