import { useWords } from "~/i18n";
import { Submit } from "~/ui/forms/forms";
import { LineProblems } from "~/ui/forms/LineProblems";
import { PostForm } from "~/ui/forms/PostForm";
import { HowRead, ToldFields } from "~/ui/table/HowRead";
import { PasteTable } from "~/ui/table/PasteTable";
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
      <PasteTable
        intent="readSeats"
        label={t("votes:round.fileSeatsCsv")}
        pasted={read?.pasted.csv}
        columns="voter,affiliated,organization"
      />
    </>
  );
}
