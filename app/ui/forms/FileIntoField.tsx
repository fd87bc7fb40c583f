import { type ChangeEvent, useState } from "react";
import { useWords } from "~/i18n";
import { decodeText } from "~/kernel/csv/decode";
import { Field } from "./forms";
import { setText } from "./kept/formFields";

/** Files of tables, as spreadsheets save them. */
export const tableFiles = ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain";

/**
 * Reads a chosen file into the field above it, where it can be looked at before anything is sent. Without scripts it is
 * sent in place of what stands in the field; its form is one of `multipart/form-data`.
 */
export function FileIntoField({ into, accept }: { into: string; accept: string }) {
  const { t } = useWords();
  const [isUnreadable, setUnreadable] = useState(false);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    const field = target.form?.elements.namedItem(into);
    const fields = field instanceof RadioNodeList ? [...field] : [field];
    const text = fields.find((one) => one instanceof HTMLTextAreaElement);
    if (!file || !text) return;
    const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
    setUnreadable(!decoded.ok);
    // What is in the field is sent, not the file.
    target.value = "";
    if (decoded.ok) setText(text, decoded.value);
  };
  return (
    <>
      <Field label={t("common:file.choose")}>
        <input type="file" name={into} accept={accept} onChange={read} />
      </Field>
      {isUnreadable && (
        <p className="problem" role="alert">
          {t("errors:field.notText")}
        </p>
      )}
    </>
  );
}
