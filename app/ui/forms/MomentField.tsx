import { type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { useWords } from "~/i18n";
import { localMomentText } from "~/kernel/figures/localMoment";
import { ZoneContext } from "~/ui/text/zone";
import { Field, useBegunWith } from "./forms";

type Props = {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly of: [intent: string, name: string];
  /** The moment that is stored, or its date and time in UTC; nothing where there is none. */
  readonly value?: Date | string | null | undefined;
  readonly required?: boolean;
};

/**
 * A field for a moment, in the time zone of who fills it in, which is named beside it and sent along: the one of their account, else
 * the browser's, else UTC. Every moment that a form takes is taken here.
 */
export function MomentField({ name, label, hint, of, value, required = false }: Props) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { chosen } = useContext(ZoneContext);
  const [own, setOwn] = useState("UTC");
  useEffect(() => {
    // What was typed before the page was alive was typed beside the zone that stood there.
    if (input.current?.value === input.current?.defaultValue)
      setOwn(Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC");
  }, []);
  const zone = useBegunWith(`${name}:zone`, chosen ?? own);
  const moment = typeof value === "string" && value !== "" && !value.endsWith("Z") ? `${value}Z` : value;
  return (
    <>
      <Field
        label={label}
        hint={
          <>
            {hint}
            {hint && " "}
            {t("common:inZone", { zone: zone.replaceAll("_", " ") })}
          </>
        }
        of={of}
      >
        <input
          key={zone}
          ref={input}
          type="datetime-local"
          name={name}
          required={required}
          defaultValue={localMomentText(moment, zone)}
        />
      </Field>
      <input type="hidden" name={`${name}:zone`} value={zone} />
    </>
  );
}
