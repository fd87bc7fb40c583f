import { Form, useActionData } from "@remix-run/react";
import { Children, type ComponentPropsWithoutRef, forwardRef, isValidElement, type ReactNode } from "react";
import { ownValue } from "~/kernel/keyed";
import { type Answer, type Typed, TypedFields } from "./forms";

/** What a page says anew each time: it does not tell the forms of a page apart. */
const passing = ["seen", "revision", "prev", "shownIn", "quote", "start", "end"];
/** A form's own id, by which one that is sent twice is taken once. */
const isPassing = (name: string, value: string) =>
  passing.includes(name) || (name === "key" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value));

type Props = Omit<ComponentPropsWithoutRef<typeof Form>, "method"> & {
  /** What its buttons ask for, where they do not stand in it as they are. */
  readonly intents?: readonly string[];
  /** Whether what was typed belongs to another form of the page. */
  readonly isOthers?: (typed: Typed) => boolean;
  readonly children: ReactNode;
};

/**
 * A form that changes something. Once it was refused its fields begin with what was typed, so that nobody types
 * it twice where the page begins anew. Of several forms with one intent it is the one with the same fields that nobody fills in.
 */
export const PostForm = forwardRef<HTMLFormElement, Props>(function PostForm(
  { intents, isOthers, children, ...props },
  ref,
) {
  const answer = useActionData<Answer>();
  const { hidden, asked } = partsOf(children);
  const isOurs =
    answer &&
    !answer.ok &&
    answer.typed &&
    !isOthers?.(answer.typed) &&
    (intents ?? asked).includes(answer.intent) &&
    hidden.every(([name, value]) => isPassing(name, value) || ownValue(answer.typed, name) === value);
  return (
    <Form method="post" ref={ref} {...props}>
      <TypedFields.Provider value={isOurs ? (answer.typed as Typed) : undefined}>
        {children}
      </TypedFields.Provider>
    </Form>
  );
});

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
