import type { ReactNode } from "react";
import { useWords } from "~/i18n";
import { FileIntoField, tableFiles } from "~/ui/forms/FileIntoField";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

type Props = {
  /** Shows how the table was read, and stores nothing. */
  readonly intent: string;
  readonly label: string;
  /** What was pasted before, once it was read. */
  readonly pasted: string | undefined;
  /** The columns that are asked for, as a first line. */
  readonly columns: string;
  /** What belongs to the table, before it. */
  readonly children?: ReactNode;
};

/** Where a table is pasted or chosen as a file, to see how it is read. */
export function PasteTable({ intent, label, pasted, columns, children }: Props) {
  const { t } = useWords();
  return (
    <PostForm previews={intent} encType="multipart/form-data">
      {children}
      <Field label={label} of={[intent, "csv"]}>
        <LongText name="csv" className="code" defaultValue={pasted} placeholder={columns} />
      </Field>
      <FileIntoField into="csv" accept={tableFiles} />
      <div className="actions">
        <Submit intent={intent} kind="q">
          {t("common:sheet.read")}
        </Submit>
      </div>
    </PostForm>
  );
}
