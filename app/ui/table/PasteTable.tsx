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
  readonly hint?: string;
  /** Whether something else on the page is to be done first. */
  readonly isSecond?: boolean;
  /** What belongs to the table, before it and after it. */
  readonly before?: ReactNode;
  readonly after?: ReactNode;
};

/** Where a table is pasted or chosen as a file, to see how it is read. */
export function PasteTable({ intent, label, pasted, columns, hint, isSecond = true, before, after }: Props) {
  const { t } = useWords();
  return (
    <PostForm previews={intent} encType="multipart/form-data">
      {before}
      <Field label={label} hint={hint} of={[intent, "csv"]}>
        <LongText name="csv" className="code" defaultValue={pasted} placeholder={columns} dir="auto" />
      </Field>
      <FileIntoField into="csv" accept={tableFiles} />
      {after}
      <div className="actions">
        <Submit intent={intent} kind={isSecond ? "q" : ""}>
          {t("common:sheet.read")}
        </Submit>
      </div>
    </PostForm>
  );
}
