import { Fragment, type ReactNode } from "react";
import { useWords } from "~/i18n";

/** Signs of private use, which no words have. */
const [first, second] = ["\ue000", "\ue001"];

/** Something with what it is called before it, parted as the language of the page parts them. */
export function Labelled({ label, children }: { label: ReactNode; children: ReactNode }) {
  const { t } = useWords();
  const parts = t("common:labelled", { label: first, value: second }).split(/([\ue000\ue001])/);
  return (
    <>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a sentence have no name but their place
        <Fragment key={at}>{part === first ? label : part === second ? children : part}</Fragment>
      ))}
    </>
  );
}
