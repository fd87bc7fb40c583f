import { useNavigation } from "@remix-run/react";
import {
  type ComponentPropsWithoutRef,
  cloneElement,
  createContext,
  forwardRef,
  type ReactElement,
  type ReactNode,
  useContext,
  useId,
} from "react";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import type { Refusal } from "~/kernel/refusals";
import { KeptContext } from "./kept/KeptContext";
import { StoredMeanwhile } from "./kept/StoredMeanwhile";
import { usePosted } from "./posted";
import { refusedKey, useProblemWords } from "./problem";

/** What was typed into a form, by the names of its fields; of ticks with one name, a line each. */
export type Typed = Readonly<Record<string, string>>;

/** What an action answered, as every route's actions do; some give back what was typed. */
export type Answer =
  | { intent: string; ok: true; value?: unknown }
  | { intent: string; ok: false; error: Refusal; typed?: Typed; trouble?: string };

/** What the action answered to an intent; undefined before, and for other intents. */
export function useAnswer(intent: string): Answer | undefined {
  const answer = usePosted<Answer>();
  // What did not arrive was not answered: its form says so, and what is safe.
  const isAnswer = answer && answer.intent === intent && (answer.ok || !answer.trouble);
  return isAnswer ? answer : undefined;
}

/**
 * What was typed into a form that was refused, so that it begins with it where the page begins anew. Of several
 * forms with one intent, `which` names the hidden field by which they differ, and what this one has there.
 */
export function useTyped(intent: string, which?: Which): Typed | undefined {
  const answer = useAnswer(intent);
  const typed = answer && !answer.ok ? answer.typed : undefined;
  return typed && which && ownValue(typed, which[0]) !== which[1] ? undefined : typed;
}
export type Which = readonly [name: string, value: string];

/** What was typed into the form around a field, once it was refused; undefined before. */
export const TypedFields = createContext<Typed | undefined>(undefined);

/** How a tick or a choice begins: as it was sent with a form that was refused, else as the page says. */
function useTicked(name: string, value: string, on: boolean): boolean {
  const typed = useContext(TypedFields);
  return typed ? (ownValue(typed, name) ?? "").split("\n").includes(value) : on;
}

/** How a field begins: with what was typed into a form that was refused, else as the page says. */
export function useBegunWith(name: string, stored: string): string {
  return ownValue(useContext(TypedFields), name) ?? stored;
}

/** What a control of one text is given, so that it begins with what was typed. */
function begunWith({ type, props }: Control, typed: Typed | undefined) {
  const text = props.name === undefined ? undefined : ownValue(typed, props.name);
  const takesText = type === LongText || type === "select" || (type === "input" && props.type !== "file");
  if (text === undefined || !takesText || props.value !== undefined) return {};
  return { defaultValue: props.multiple ? text.split("\n") : text };
}
type Control = ReactElement<{
  id?: string;
  name?: string;
  type?: string;
  value?: unknown;
  multiple?: boolean;
  defaultValue?: string | number | readonly string[];
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}>;

/** Whether the form of an intent is on its way. */
function useBusy(intent: string): boolean {
  const navigation = useNavigation();
  return navigation.state !== "idle" && navigation.formData?.get("intent") === intent;
}

/** Why the last submission was refused; announced to screen readers. */
export function Refused({ intent }: { intent: string }) {
  const answer = useAnswer(intent);
  return answer ? <RefusedAnswer answer={answer} /> : null;
}

/** The same of a form that is sent beside its page, whose answer it has itself. */
export function RefusedAnswer({ answer }: { answer: Answer }) {
  const { t } = useWords();
  const say = useProblemWords();
  // What did not arrive, or came from somebody signed out, is told by the form itself.
  if (answer.ok || answer.trouble || answer.error.code === "sign_in_needed") return null;
  const { code, fields = {}, after } = answer.error;
  return (
    <div className="notice bad" role="alert" data-answer="">
      <p>{t(refusedKey(code))}</p>
      {after !== undefined && (
        <p>
          {after <= 120
            ? t("errors:after.seconds", { count: after })
            : t("errors:after.minutes", { count: Math.ceil(after / 60) })}
        </p>
      )}
      {code === "text_too_heavy" &&
        Object.entries(fields).map(([name, problem]) => <p key={name}>{say(problem)}</p>)}
    </div>
  );
}

export function Saved({ intent, children }: { intent: string; children: ReactNode }) {
  const answer = useAnswer(intent);
  return answer?.ok ? (
    <div className="notice" role="status" data-answer="">
      <p>{children}</p>
    </div>
  ) : null;
}

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  /** Intent and field name, to find what was refused about it. */
  of?: [intent: string, name: string];
  children: Control;
};

/** A control that has no `Field` around it, and begins with what was typed all the same. */
export function AsTyped({ children }: { children: Control }) {
  return cloneElement(children, begunWith(children, useContext(TypedFields)));
}

/**
 * A field of more than a line. It stands in a form that keeps what is typed into it; outside of one it is not shown at
 * all, so that none is forgotten.
 */
export const LongText = forwardRef<HTMLTextAreaElement, ComponentPropsWithoutRef<"textarea">>(
  function LongText(props, ref) {
    const form = useContext(KeptContext);
    if (!form) throw new Error("A field of more than a line stands in a PostForm or EditForm.");
    const overtaken = form.overtaken.find(({ name }) => name === props.name);
    return (
      <>
        <textarea ref={ref} {...props} />
        {overtaken && <StoredMeanwhile {...overtaken} settle={form.settle} />}
      </>
    );
  },
);

/** One field with its label, hint and problem, tied together for assistive technology. */
export function Field({ label, hint, of, children }: FieldProps) {
  const id = useId();
  const problem = useProblem(of);
  const typed = useContext(TypedFields);
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {cloneElement(children, {
        id,
        ...begunWith(children, typed),
        ...(described ? { "aria-describedby": described } : {}),
        ...(problem ? { "aria-invalid": true } : {}),
      })}
      {problem && (
        <span className="problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  );
}

/** Choices or ticks that belong together, with their problem, tied together for assistive technology. */
export function Group({
  legend,
  of,
  children,
}: {
  legend: ReactNode;
  of: NonNullable<FieldProps["of"]>;
  children: ReactNode;
}) {
  const id = useId();
  const problem = useProblem(of);
  return (
    <fieldset className="field" aria-describedby={problem && id}>
      <legend>{legend}</legend>
      {children}
      {problem && (
        <span className="problem" id={id}>
          {problem}
        </span>
      )}
    </fieldset>
  );
}

/** What was refused about something that is no field of its own. */
export function Problem({ of }: { of: NonNullable<FieldProps["of"]> }) {
  const problem = useProblem(of);
  if (!problem) return null;
  return (
    <p className="problem" role="alert">
      {problem}
    </p>
  );
}

/** What was refused about a field, in words. */
function useProblem(of: FieldProps["of"]): string | undefined {
  const say = useProblemWords();
  const answer = useAnswer(of?.[0] ?? "");
  const problem = answer && !answer.ok && of ? ownValue(answer.error.fields, of[1]) : undefined;
  return problem && say(problem);
}

export function Submit({
  intent,
  children,
  kind = "",
}: {
  intent: string;
  children: ReactNode;
  kind?: string;
}) {
  const busy = useBusy(intent);
  return (
    <button type="submit" name="intent" value={intent} className={`btn ${kind}`} aria-busy={busy}>
      {children}
    </button>
  );
}

export function Tick({
  name,
  label,
  on,
  value = "yes",
}: {
  name: string;
  label: ReactNode;
  on: boolean;
  value?: string;
}) {
  return (
    <label className="check">
      <input type="checkbox" name={name} value={value} defaultChecked={useTicked(name, value, on)} />
      <span>{label}</span>
    </label>
  );
}

export function Choice({
  name,
  value,
  label,
  hint,
  on,
}: {
  name: string;
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  on: boolean;
}) {
  return (
    <label className="check">
      <input type="radio" name={name} value={value} defaultChecked={useTicked(name, value, on)} />
      <span>
        {label}
        {hint && <span className="quiet small"> — {hint}</span>}
      </span>
    </label>
  );
}
