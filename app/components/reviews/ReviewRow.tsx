import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Refusal } from "~/domain/refusals";
import { cellValues } from "~/domain/reviews/cells";
import { useWords } from "~/i18n";

type Outcome =
  | { readonly ok: true; readonly value: { readonly seen: number } }
  | { readonly ok: false; readonly error: Refusal };

/** How long nothing may be typed before it is saved. */
const pause = 800;

/**
 * One component of a review. It is saved a moment after the last change, and by its button without a
 * script; what was refused stays in the fields.
 */
export function ReviewRow({
  draft,
  component,
  title,
  about,
  criteria,
  values,
  url,
  note,
  seen,
  isCarried,
}: {
  draft: string;
  component: string;
  title: string;
  about: string;
  criteria: readonly { readonly key: string; readonly title: string }[];
  values: Readonly<Record<string, string>>;
  url: string;
  note: string;
  seen: number;
  isCarried: boolean;
}) {
  const { t } = useWords();
  const fetcher = useFetcher<Outcome>();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const outcome = fetcher.state === "idle" ? fetcher.data : undefined;
  // The next save builds on the last one: its answer says what the database knows now.
  const known = fetcher.data?.ok ? fetcher.data.value.seen : seen;
  const save = () => form.current && fetcher.submit(form.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(save, pause);
  };
  const id = `row-${component}`;
  return (
    <fetcher.Form method="post" ref={form} className="card review-row" aria-labelledby={id} onChange={later}>
      <input type="hidden" name="intent" value="save" />
      <input type="hidden" name="draft" value={draft} />
      <input type="hidden" name="component" value={component} />
      <input type="hidden" name="seen" value={known} />
      <h2 id={id}>{title}</h2>
      {about && (
        <p className="small quiet">
          <bdi>{about}</bdi>
        </p>
      )}
      {isCarried && <p className="small frag">{t("reviews:form.carried")}</p>}
      <div className="row">
        {criteria.map((criterion) => (
          <label className="field" key={criterion.key}>
            <span>{criterion.title}</span>
            <select name={`values.${criterion.key}`} defaultValue={values[criterion.key] ?? ""}>
              <option value="">{t("reviews:form.nothing")}</option>
              {cellValues.map((value) => (
                <option key={value} value={value}>
                  {t(`reviews:value.${value}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <div className="row">
        <label className="field wide">
          <span>{t("reviews:field.url")}</span>
          <input name="url" type="url" defaultValue={url} maxLength={500} dir="ltr" placeholder="https://" />
        </label>
        <label className="field wide">
          <span>{t("reviews:field.note")}</span>
          <input name="note" defaultValue={note} maxLength={1000} dir="auto" />
        </label>
      </div>
      <div className="actions">
        <button type="submit" className="btn q mini" aria-busy={fetcher.state !== "idle"}>
          {t("common:save")}
        </button>
        <span className="small quiet" role="status">
          {fetcher.state !== "idle" && t("reviews:form.saving")}
          {outcome?.ok && t("common:saved")}
        </span>
      </div>
      {outcome && !outcome.ok && (
        <p className="notice bad" role="alert">
          {outcome.error.fields?.url ? t("errors:field.url") : t(`errors:code.${outcome.error.code}`)}
        </p>
      )}
    </fetcher.Form>
  );
}
