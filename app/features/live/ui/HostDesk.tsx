import { useRef } from "react";
import type { RoomState } from "~/features/live/contracts/roomState";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { Content } from "~/ui/text/text";
import { ActForm } from "./ActForm";

export type DisplayChoices = {
  readonly draft: string | null;
  readonly clauses: readonly { readonly id: string; readonly title: string }[];
  readonly components: readonly { readonly key: string; readonly title: string }[];
};

/** The host's tools. */
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
  const check = useRef<HTMLFormElement>(null);
  const at = room.agenda.findIndex(({ id }) => id === room.itemId);
  const next = room.agenda[at + 1];
  const button = (words: string, kind = "btn q mini") => (
    <button type="submit" className={kind}>
      {words}
    </button>
  );
  return (
    <section className="note host-desk no-print" aria-labelledby="host">
      <h2 id="host">{t("townhalls:host.title")}</h2>
      <div className="actions">
        {next && (
          <ActForm name="item" fields={{ item: "next" }}>
            <button type="submit" className="btn mini">
              {t("townhalls:host.next")} <Content view={next.title} />
            </button>
          </ActForm>
        )}
        <ActForm name="call" fields={{ hand: "next" }}>
          {button(t("townhalls:host.call"), "btn mini")}
        </ActForm>
        {room.speaking && <ActForm name="done">{button(t("townhalls:host.done"))}</ActForm>}
        <ActForm name="queue" fields={{ open: room.queueOpen ? "no" : "yes" }}>
          {button(room.queueOpen ? t("townhalls:host.closeQueue") : t("townhalls:host.openQueue"))}
        </ActForm>
      </div>
      <details className="more">
        <summary>{t("townhalls:host.display")}</summary>
        <ActForm name="display">
          <Field label={t("townhalls:host.what")}>
            <select name="what" defaultValue="">
              <option value="">{t("townhalls:host.nothing")}</option>
              {choices.draft && (
                <optgroup label={t("townhalls:host.clauses", { label: choices.draft })}>
                  {choices.clauses.map(({ id, title }) => (
                    <option key={id} value={`clause:${choices.draft}:${id}`}>
                      {title}
                    </option>
                  ))}
                </optgroup>
              )}
              <optgroup label={t("townhalls:host.components")}>
                {choices.components.map(({ key, title }) => (
                  <option key={key} value={`component:${key}`}>
                    {title}
                  </option>
                ))}
              </optgroup>
            </select>
          </Field>
          <div className="actions">{button(t("townhalls:host.show"), "btn mini")}</div>
        </ActForm>
      </details>
      <details className="more">
        <summary>{t("townhalls:host.check")}</summary>
        <ActForm name="check" formRef={check} onDone={() => check.current?.reset()}>
          <Field label={t("townhalls:host.checkQuestion")} of={["check", "question"]}>
            <input name="question" required maxLength={200} dir="auto" />
          </Field>
          <Field label={t("townhalls:host.checkOptions")} of={["check", "options"]}>
            <textarea
              name="options"
              required
              maxLength={400}
              rows={3}
              dir="auto"
              defaultValue={t("townhalls:host.yesPartlyNo")}
            />
          </Field>
          <div className="actions">{button(t("townhalls:host.openCheck"), "btn mini")}</div>
        </ActForm>
      </details>
      <details className="more">
        <summary>{t("townhalls:host.slow")}</summary>
        <ActForm name="slow">
          <Field label={t("townhalls:host.slowSeconds")} hint={t("townhalls:host.slowHint")}>
            <input name="seconds" type="number" min={0} max={600} defaultValue={room.slowSeconds} required />
          </Field>
          <div className="actions">{button(t("common:save"))}</div>
        </ActForm>
      </details>
      {hosts.length > 0 && (
        <details className="more">
          <summary>{t("townhalls:host.handOver")}</summary>
          <ActForm name="handOver">
            <Field label={t("townhalls:host.to")} hint={t("townhalls:host.toHint")}>
              <select name="to" required>
                {hosts.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </Field>
            <div className="actions">{button(t("townhalls:host.handOver"))}</div>
          </ActForm>
        </details>
      )}
      <details className="more">
        <summary>{t("townhalls:host.end")}</summary>
        <ActForm name="end">
          <p className="small">{t("townhalls:host.endNote")}</p>
          {button(t("townhalls:host.end"), "btn danger mini")}
        </ActForm>
      </details>
    </section>
  );
}
