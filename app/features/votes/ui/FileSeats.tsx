import { useWords } from "~/i18n";
import { FileIntoField, tableFiles } from "~/ui/forms/FileIntoField";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { useTableAnswer } from "~/ui/table/useTableAnswer";

/** Seats from a table, for ballots that come from a file: pasted, looked at, put on the roll. */
export function FileSeats() {
  const { t } = useWords();
  const { read, problems, more } = useTableAnswer<{ line: number; label: string }>();
  return (
    <>
      <LineProblems problems={problems} more={more} />
      {read && (
        <HowRead intent="readSeats" layout={read.layout} told={read.pasted}>
          <input type="hidden" name="csv" value={read.pasted.csv} />
        </HowRead>
      )}
      {read?.rows && (
        <PostForm place="seats" className="actions">
          <input type="hidden" name="csv" value={read.pasted.csv} />
          <ToldFields told={read.pasted} />
          <Submit intent="seats">{t("votes:round.setSeats")}</Submit>
        </PostForm>
      )}
      <PostForm previews="readSeats" encType="multipart/form-data">
        <Field label={t("votes:round.fileSeatsCsv")} of={["readSeats", "csv"]}>
          <LongText
            name="csv"
            className="code"
            defaultValue={read?.pasted.csv}
            placeholder="voter,affiliated,organization"
          />
        </Field>
        <FileIntoField into="csv" accept={tableFiles} />
        <div className="actions">
          <Submit intent="readSeats" kind="q">
            {t("common:sheet.read")}
          </Submit>
        </div>
      </PostForm>
    </>
  );
}
