import { useNavigation, useRevalidator } from "@remix-run/react";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "~/i18n";
import { Labelled } from "~/ui/text/Labelled";
import { type Typed, useAnswer, useTyped, type Which } from "./forms";
import { PostForm } from "./PostForm";

/** What a form edits, and its hash or revision that the form sends back; empty for something new. */
type Row = { readonly seen: string };
export type FieldValues = readonly (readonly [label: string, text: string])[];

/**
 * A form over something that others may save meanwhile. Its fields stay as they were begun, also when the page
 * loads anew; once a save was refused because somebody was faster, what is stored now stands below them, and the
 * next save is of somebody who could read it.
 */
export function EditForm<R extends Row>({
  intent,
  which,
  row,
  seenAs = "seen",
  read,
  facts,
  form,
  actions,
  children,
}: {
  intent: string;
  /** By which hidden field the forms of the page differ; the form has it. */
  which?: Which;
  row: R;
  /** The name under which the form sends what it knew. */
  seenAs?: string;
  /** What was typed, as a row, with what the form knew. */
  read: (typed: Typed) => R;
  /** A row in words; those that differ are shown. */
  facts: (row: R) => FieldValues;
  form?: RefObject<HTMLFormElement>;
  actions: ReactNode;
  children: (begun: R) => ReactNode;
}) {
  const own = useRef<HTMLFormElement>(null);
  const ref = form ?? own;
  const { begun, epoch, isOvertaken, touch } = useBegun(intent, which, row, read, ref);
  return (
    <PostForm ref={ref} intents={[intent]} onInput={touch}>
      {which && <input type="hidden" name={which[0]} value={which[1]} />}
      <input type="hidden" name={seenAs} value={isOvertaken ? row.seen : begun.seen} />
      <div key={epoch}>{children(begun)}</div>
      {isOvertaken && <StoredNow now={facts(row)} begun={facts(begun)} />}
      <div className="actions">{actions}</div>
    </PostForm>
  );
}

function useBegun<R extends Row>(
  intent: string,
  which: Which | undefined,
  row: R,
  read: (typed: Typed) => R,
  form: RefObject<HTMLFormElement>,
) {
  const answer = useAnswer(intent);
  const typed = useTyped(intent, which);
  const { formData } = useNavigation();
  const { revalidate } = useRevalidator();
  const [state, setState] = useState({ begun: typed ? read(typed) : row, epoch: 0 });
  const [isOvertaken, setOvertaken] = useState(typed !== undefined && hasOvertaken(answer));
  const isTouched = useRef(typed !== undefined);
  const isSent = useRef(false);
  const isOwn = useRef(false);
  const [name, value] = which ?? [];
  useEffect(() => {
    if (formData)
      isSent.current = formData.get("intent") === intent && (!name || formData.get(name) === value);
  }, [formData, intent, name, value]);
  useEffect(() => {
    if (!answer || !isSent.current) return;
    isSent.current = false;
    if (answer.ok) {
      // What was typed while it was on its way is still to be saved, upon what was saved just now.
      isTouched.current = form.current?.dataset.unsaved !== undefined;
      isOwn.current = isTouched.current;
      setOvertaken(false);
    } else if (hasOvertaken(answer)) {
      setOvertaken(true);
      // A refusal alone does not load the page anew.
      revalidate();
    }
  }, [answer, revalidate, form]);
  useEffect(() => {
    if (row.seen === state.begun.seen) return;
    if (isOwn.current) {
      isOwn.current = false;
      setState(({ begun, epoch }) => ({ begun: { ...begun, seen: row.seen }, epoch }));
    }
    if (isTouched.current) return;
    setState(({ epoch }) => ({ begun: row, epoch: epoch + 1 }));
  }, [row, state.begun.seen]);
  const touch = () => {
    isTouched.current = true;
  };
  return { ...state, isOvertaken, touch };
}

const hasOvertaken = (answer: ReturnType<typeof useAnswer>) =>
  answer !== undefined && !answer.ok && answer.error.code === "edited_meanwhile";

function StoredNow({ now, begun }: { now: FieldValues; begun: FieldValues }) {
  const { t } = useWords();
  const changed = now.filter(([, text], at) => text !== begun[at]?.[1]);
  return (
    <div className="notice warn" role="alert">
      <p>{t("errors:code.edited_meanwhile")}</p>
      {changed.length > 0 && <p className="quiet small">{t("common:conflict.theirs")}</p>}
      <ul className="clean tight small">
        {changed.map(([label, text]) => (
          <li key={label} className="pre">
            <Labelled label={label}>
              <bdi>{text}</bdi>
            </Labelled>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A form that is folded away, but not where something typed into it was refused. */
export function MoreFields({
  summary,
  intent,
  which,
  children,
}: {
  summary: ReactNode;
  intent: string;
  which: Which;
  children: ReactNode;
}) {
  const typed = useTyped(intent, which);
  // As it was at first: whoever opens it does not find it closed by what is loaded.
  const [isOpen] = useState(typed !== undefined);
  return (
    <details className="more" open={isOpen}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
