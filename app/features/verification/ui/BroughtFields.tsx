import type { Brought } from "~/features/verification/domain/signatures";
import { noteOf } from "~/features/verification/domain/signatures";
import { useWords } from "~/i18n";
import { Field } from "~/ui/forms/forms";

/** Fields for what a reader has from elsewhere: keys, receipts, checkpoints. None is sent anywhere. */
export function BroughtFields() {
  const { t } = useWords();
  return (
    <details className="more">
      <summary>{t("verification:brought.title")}</summary>
      <p>{t("verification:brought.lead")}</p>
      <Field label={t("verification:brought.receipts")} hint={t("verification:brought.receiptsHint")}>
        <input type="file" name="receipts" multiple />
      </Field>
      <Field label={t("verification:brought.leaves")} hint={t("verification:brought.leavesHint")}>
        <textarea name="leaves" rows={2} dir="ltr" className="mono" />
      </Field>
      <Field label={t("verification:brought.keys")} hint={t("verification:brought.keysHint")}>
        <textarea name="keys" rows={2} dir="ltr" className="mono" />
      </Field>
      <Field label={t("verification:brought.kept")} hint={t("verification:brought.keptHint")}>
        <input type="file" name="kept" multiple />
      </Field>
    </details>
  );
}

/** What the fields hold. A file is a receipt or a checkpoint by what is in it, wherever it was put. */
export async function readBrought(form: FormData): Promise<Brought> {
  const words = (name: string) =>
    String(form.get(name) ?? "")
      .split(/\s+/u)
      .filter((word) => word !== "");
  const files = [...form.getAll("receipts"), ...form.getAll("kept")].filter(
    (file): file is File => file instanceof File && file.size > 0,
  );
  const texts = await Promise.all(files.map((file) => file.text()));
  const isReceipt = (text: string) =>
    noteOf(text).startsWith("codraft-receipt/") || text.trimStart().startsWith("{");
  return {
    keys: words("keys"),
    kept: texts.filter((text) => !isReceipt(text)),
    receipts: [...texts.filter(isReceipt), ...words("leaves")],
  };
}
