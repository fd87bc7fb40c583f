import { Fragment, type ReactNode } from "react";
import { useWords } from "~/i18n";

/** Signs of private use, which no words have. */
const signs: readonly [string, string] = ["\ue000", "\ue001"];

/** A sentence with things in it that are more than text, each where the language of the page puts it. */
export function Filled({
  say,
  things,
}: {
  /** The sentence with signs in place of the things, in their order. */
  say: (places: typeof signs) => string;
  things: readonly ReactNode[];
}) {
  const parts = say(signs).split(/([\ue000\ue001])/);
  return (
    <>
      {parts.map((part, at) => {
        const place = signs.indexOf(part);
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no name but their place
        return <Fragment key={at}>{place === -1 ? part : things[place]}</Fragment>;
      })}
    </>
  );
}

/** Something with what it is called before it, parted as the language of the page parts them. */
export function Labelled({ label, children }: { label: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  return (
    <Filled
      say={([first, second]) => t("common:labelled", { label: first, value: second })}
      things={[label, children]}
    />
  );
}
