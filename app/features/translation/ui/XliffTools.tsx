import type { LeftOut, XliffProblem } from "~/features/translation/domain/readXliff";
import { useWords } from "~/i18n";
import { FileIntoField } from "~/ui/forms/FileIntoField";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { PostForm } from "~/ui/forms/PostForm";

/** A translation as a file for a translator's tools, and back. */
export function XliffTools({ here, mayEdit }: { here: string; mayEdit: boolean }) {
  const { t } = useWords();
  return (
    <details className="more no-print">
      <summary>{t("translation:xliff.title")}</summary>
      <p>
        <a href={`${here}/file`} download>
          {t("translation:xliff.export")}
        </a>
      </p>
      {mayEdit && (
        <PostForm encType="multipart/form-data">
          <Field
            label={t("translation:xliff.import")}
            hint={t("translation:xliff.hint")}
            of={["xliff", "xliff"]}
          >
            <LongText name="xliff" className="code" />
          </Field>
          <FileIntoField into="xliff" accept=".xlf,.xliff,.xml,application/xliff+xml,text/xml" />
          <Submit intent="xliff" kind="q">
            {t("translation:xliff.do")}
          </Submit>
        </PostForm>
      )}
    </details>
  );
}

/** What of a file was not taken, the rest of which is stored. */
export function XliffLeft({ left }: { left: readonly LeftOut[] }) {
  const { t } = useWords();
  if (left.length === 0) return null;
  return (
    <div className="notice warn" role="status">
      <p>{t("translation:xliff.left", { count: left.length })}</p>
      <ul className="clean">
        {left.slice(0, 20).map(({ unit, why }) => (
          <li key={`${unit} ${why}`}>
            <code>{unit}</code> {t(`translation:xliff.why.${why}`)}
          </li>
        ))}
      </ul>
      {left.length > 20 && <p>{t("common:sheet.more", { count: left.length - 20 })}</p>}
    </div>
  );
}

/** Why a file was not taken. */
export function XliffRefused({ problem }: { problem: XliffProblem }) {
  const { t } = useWords();
  return (
    <p className="notice bad" role="alert">
      {t(`translation:xliff.${problem.code}`)}{" "}
      {problem.unit && (
        <>
          {t("translation:xliff.unit")} <code>{problem.unit}</code>
        </>
      )}
    </p>
  );
}
