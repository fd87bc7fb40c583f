import { type Fetcher, Form, type FormProps, useRouteLoaderData } from "@remix-run/react";
import {
  Children,
  type ComponentPropsWithoutRef,
  type ComponentType,
  type FormEvent,
  forwardRef,
  isValidElement,
  type ReactNode,
  type RefAttributes,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { isId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import { type Answer, type Typed, TypedFields } from "./forms";
import { KeptContext } from "./kept/KeptContext";
import { RestoredNote, TroubleNote } from "./kept/KeptNotes";
import { StoredMeanwhile } from "./kept/StoredMeanwhile";
import { useKeptForm } from "./kept/useKeptForm";
import { usePlace } from "./kept/whose";
import { usePosted } from "./posted";

/** What a page says anew each time: it does not tell the forms of a page apart. */
const passing = ["seen", "revision", "prev", "shownIn", "readIn", "quote", "start", "end"];
/** A form's own id, by which one that is sent twice is taken once. */
const isPassing = (name: string, value: string) => passing.includes(name) || (name === "key" && isId(value));

/** Sends a form beside the page, which stays as it is. Without its own `Form`, what the form's buttons ask for is not. */
type Beside = {
  readonly state: Fetcher["state"];
  readonly data?: unknown;
  readonly Form?: ComponentType<FormProps & RefAttributes<HTMLFormElement>>;
};

type Props = Omit<ComponentPropsWithoutRef<typeof Form>, "method"> & {
  /** What its buttons ask for, where they do not stand in it as they are. */
  readonly intents?: readonly string[];
  /** Whether what was typed belongs to another form of the page. */
  readonly isOthers?: (typed: Typed) => boolean;
  /** Under which its words are kept, where its address and its hidden fields do not say it. */
  readonly place?: string;
  /** An intent that only shows how it was read, after which the words stay in their fields. */
  readonly previews?: string;
  readonly beside?: Beside;
  /** Whether it is sent from any page of the application, where it did not arrive and its own was left: words and votes, no acts. */
  readonly sendsLater?: boolean;
  /** Whether what becomes of it is told in what stays in view of it (`Trouble`), not at its end. */
  readonly tellsItself?: boolean;
  readonly children: ReactNode;
};

/**
 * A form that changes something. What is typed into it is kept until it is stored (`useKeptForm`). Once it was
 * refused its fields begin with what was typed, also where the page begins anew. Of several forms with one intent it is
 * the one with the same fields that nobody fills in.
 */
export const PostForm = forwardRef<HTMLFormElement, Props>(function PostForm(
  {
    intents,
    isOthers,
    place,
    previews,
    beside,
    sendsLater,
    tellsItself,
    onInput,
    onSubmit,
    children,
    ...props
  },
  ref,
) {
  const posted = usePosted<Answer>();
  const answer = (beside?.data as Answer | undefined) ?? posted;
  const { hidden, asked } = partsOf(children);
  const own = hidden.filter(([name, value]) => !isPassing(name, value));
  const isOurs =
    answer?.ok === false &&
    !(answer.typed && isOthers?.(answer.typed)) &&
    (intents ?? asked).includes(answer.intent) &&
    own.every(([name, value]) => ownValue(answer.typed, name) === value);
  // As it was when the form was made: later the fields have what was typed, and newer words.
  const [typed] = useState(isOurs ? answer.typed : undefined);
  const form = useRef<HTMLFormElement>(null);
  useImperativeHandle(ref, () => form.current as HTMLFormElement, []);
  const here = usePlace(props.action, intents ?? asked, own);
  const kept = useKeptForm(form, place ?? here, {
    hasTyped: typed !== undefined,
    isConflict: isOurs && /^(edited_meanwhile|superseded)$/.test(answer.error.code),
    isIdle: !beside || beside.state === "idle",
    previews,
    sendsLater: sendsLater ?? false,
  });
  const Sent = beside?.Form ?? Form;
  const input = (event: FormEvent<HTMLFormElement>) => {
    kept.touch();
    onInput?.(event);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    kept.sending((event.nativeEvent as SubmitEvent).submitter);
    onSubmit?.(event);
  };
  return (
    <Sent
      method="post"
      ref={form}
      onInput={input}
      onSubmit={submit}
      data-held={kept.isHeld || undefined}
      {...props}
    >
      <FormKey />
      <RestoredNote kept={kept} />
      <KeptContext.Provider value={kept}>
        <TypedFields.Provider value={typed}>{children}</TypedFields.Provider>
      </KeptContext.Provider>
      {kept.overtaken
        .filter(({ name }) => !form.current?.querySelector(`textarea[name="${CSS.escape(name)}"]`))
        .map((one) => (
          <StoredMeanwhile key={`${one.name} ${one.isOwn}`} {...one} settle={kept.settle} />
        ))}
      {!tellsItself && <TroubleNote kept={kept} />}
    </Sent>
  );
});

/** By which the server knows a form that is sent twice; in the browser it is made anew for each that was taken. */
function FormKey() {
  const data = useRouteLoaderData("root") as { once?: string } | undefined;
  const id = useId();
  return <input type="hidden" name="once" value={data?.once ? data.once + id : ""} />;
}

type Parts = { hidden: (readonly [name: string, value: string])[]; asked: string[] };

/** The fields that nobody fills in and the buttons' intents among the elements of a form. */
function partsOf(children: ReactNode): Parts {
  const parts: Parts = { hidden: [], asked: [] };
  for (const child of Children.toArray(children)) {
    if (!isValidElement<Record<string, unknown>>(child)) continue;
    const { type, name, value, intent, readOnly } = child.props;
    if (child.type === "input" && type === "hidden") parts.hidden.push([String(name), String(value)]);
    if (readOnly) parts.hidden.push([String(name), String(child.props.defaultValue)]);
    if (typeof intent === "string") parts.asked.push(intent);
    if (name === "intent" && typeof value === "string") parts.asked.push(value);
    const below = partsOf(child.props.children as ReactNode);
    parts.hidden.push(...below.hidden.filter(([one]) => one !== "intent"));
    parts.asked.push(...below.asked);
  }
  return { ...parts, hidden: parts.hidden.filter(([one]) => one !== "intent") };
}
