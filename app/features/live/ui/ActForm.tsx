import { useNavigation, useRevalidator } from "@remix-run/react";
import { createContext, type FormEvent, type ReactNode, useContext, useRef, useState } from "react";
import type { ActAnswer } from "~/features/live/contracts/events";
import type { RoomActName } from "~/features/live/contracts/room";
import { useWords } from "~/i18n";
import type { RefusalCode } from "~/kernel/refusals";
import { useAnswer } from "~/ui/forms/forms";
import { tell } from "~/ui/forms/kept/delivery";
import { PostForm } from "~/ui/forms/PostForm";
import { refusedKey } from "~/ui/forms/problem";
import type { Room } from "./useRoom";

/** The way into the room of the page, if there is a connection. */
export const ActContext = createContext<Room["act"]>(null);

/**
 * A form that does something in the room: over the connection where there is one, else (and when no
 * answer comes) as any form. Whatever was typed stays until it was taken. `key` fields make that
 * sending both ways is once.
 */
export function ActForm({
  name,
  fields = {},
  className,
  onSend,
  onDone,
  onRefused,
  children,
}: {
  name: RoomActName;
  fields?: Readonly<Record<string, string>>;
  className?: string;
  /** As it is sent over the connection: what is shown before it is taken. */
  onSend?: () => void;
  onDone?: () => void;
  /** Not taken, or not known to be: it goes as a form then. */
  onRefused?: () => void;
  children: ReactNode;
}) {
  const { t } = useWords();
  const act = useContext(ActContext);
  const { revalidate } = useRevalidator();
  const navigation = useNavigation();
  const form = useRef<HTMLFormElement>(null);
  const asForm = useRef(false);
  const [said, setSaid] = useState<ActAnswer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const answered = useAnswer(name);
  const answer = said ?? (answered as ActAnswer | undefined);
  const isSending = isBusy || (navigation.state !== "idle" && navigation.formData?.get("intent") === name);

  async function submit(event: FormEvent<HTMLFormElement>) {
    if (!act || asForm.current) {
      asForm.current = false;
      setSaid(null);
      return;
    }
    event.preventDefault();
    if (isBusy) return;
    const { nativeEvent, currentTarget } = event;
    const data = new FormData(currentTarget, (nativeEvent as SubmitEvent).submitter);
    data.delete("intent");
    const once = String(data.get("once") ?? "");
    data.delete("once");
    const sent = Object.fromEntries([...data].map(([field, value]) => [field, String(value)]));
    setBusy(true);
    onSend?.();
    try {
      const outcome = await act(name, sent);
      setSaid(outcome.ok ? null : outcome);
      tell({ once, isTaken: outcome.ok });
      if (!outcome.ok) onRefused?.();
      else {
        onDone?.();
        // What only the page knows (who hosts, what one agreed to) is asked for with it.
        if (name === "agree" || name === "start" || name === "end") revalidate();
      }
    } catch {
      onRefused?.();
      asForm.current = true;
      form.current?.requestSubmit();
    } finally {
      setBusy(false);
    }
  }

  const fieldProblem =
    answer && !answer.ok && "fields" in answer ? Object.values(answer.fields ?? {})[0] : undefined;
  const code = answer && !answer.ok ? ("code" in answer ? answer.code : undefined) : undefined;
  const refused = code ?? (answered && !answered.ok && !said ? answered.error.code : undefined);
  return (
    <PostForm ref={form} className={className} onSubmit={submit} preventScrollReset aria-busy={isSending}>
      <input type="hidden" name="intent" value={name} />
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
      {refused && (
        <p className="problem" role="alert">
          {t(refusedKey(refused as RefusalCode))}
          {fieldProblem && <> {t(fieldProblem as "errors:field.invalid")}</>}
        </p>
      )}
    </PostForm>
  );
}
