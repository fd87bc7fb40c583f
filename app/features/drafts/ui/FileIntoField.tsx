import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";
import { setText } from "~/ui/forms/kept/formFields";

/** Reads a chosen file into the field above it, where it can be looked at before anything is sent. */
export function FileIntoField() {
  const { t } = useWords();
  const read = async (event: React.ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    const field = event.target.form?.elements.namedItem("markdown");
    if (file && field instanceof HTMLTextAreaElement) setText(field, await file.text());
  };
  return (
    <Field label={t("drafts:import.file")}>
      <input type="file" accept=".md,.markdown,.txt,text/markdown,text/plain" onChange={read} />
    </Field>
  );
}
