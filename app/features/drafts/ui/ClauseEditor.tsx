import { useFetcher } from "@remix-run/react";
import { type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { type ClauseKind, clauseKinds, type Stability, stabilities } from "~/features/drafts/domain/clause";
import { useWords } from "~/i18n";
import type { Refusal } from "~/kernel/refusals";
import { cut } from "~/kernel/text/cut";
import { Field, LongText, Submit } from "~/ui/forms/forms";
import { KeptContext } from "~/ui/forms/kept/KeptContext";
import { PostForm } from "~/ui/forms/PostForm";
import { Html } from "~/ui/text/Html";
import { citedAs, type WhyItem, WhyList } from "./Why";

type Text = {
  readonly kind: ClauseKind;
  readonly heading: string;
  readonly body: string;
  readonly stability: Stability;
};
type Edited = Text & {
  readonly id: string;
  readonly number: string;
  readonly revision: number;
  readonly html: string;
};
/** What the server answers when somebody else saved first: their text, and what was typed. */
export type Conflicting = {
  readonly ok: boolean;
  readonly error?: Refusal & { readonly current?: Text & { readonly revision: number } };
  readonly trouble?: string;
  readonly mine?: Text & { readonly clause: string };
};
type Saved = Conflicting & { readonly value?: { readonly revision: number; readonly html: string } };

/** Milliseconds without typing after which a clause is saved. */
const pause = 900;

/**
 * One clause to be written: saved as one types, with a preview; every button works without scripts
 * too. When somebody else saved in between, both texts stand side by side and one is chosen.
 */
export function ClauseEditor({
  base,
  clause,
  language,
  why,
  conflict,
  children,
}: {
  base: string;
  clause: Edited;
  language: string;
  why: readonly WhyItem[];
  conflict: Conflicting | undefined;
  children: ReactNode;
}) {
  const { t } = useWords();
  const fetcher = useFetcher<Saved>();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [isUnsaved, setUnsaved] = useState(false);
  const answer = fetcher.data ?? conflict;
  const current = answer && !answer.ok ? answer.error?.current : undefined;
  const revision = Math.max(clause.revision, fetcher.data?.ok ? (fetcher.data.value?.revision ?? 0) : 0);
  const typed = conflict?.mine ?? clause;

  const save = useCallback(() => {
    clearTimeout(timer.current);
    const element = form.current;
    // What somebody else saved is looked at first, and what is on its way is waited for.
    if (!element || element.dataset.held || fetcher.state !== "idle" || !navigator.onLine) return;
    setUnsaved(false);
    fetcher.submit(new FormData(element), { method: "post" });
  }, [fetcher]);
  const latest = useRef(save);
  latest.current = save;
  const typing = () => {
    setUnsaved(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), pause);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  // What was typed while a save was on its way follows it.
  useEffect(() => {
    if (fetcher.state !== "idle" || !form.current?.dataset.unsaved || !fetcher.data?.ok) return;
    timer.current = setTimeout(() => latest.current(), pause);
  }, [fetcher.state, fetcher.data]);
  // Leaving with something unsaved is asked about, not done.
  useEffect(() => {
    if (!isUnsaved) return;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", hold);
    return () => removeEventListener("beforeunload", hold);
  }, [isUnsaved]);

  const splitAtCursor = (event: React.MouseEvent<HTMLButtonElement>) => {
    const area = form.current?.elements.namedItem("body");
    const at = event.currentTarget.form?.elements.namedItem("at");
    if (area instanceof HTMLTextAreaElement && at instanceof HTMLSelectElement && area.selectionStart > 0)
      at.add(new Option("", String(area.selectionStart), true, true));
  };
  const state = isUnsaved
    ? "unsaved"
    : fetcher.state !== "idle"
      ? "saving"
      : fetcher.data?.ok
        ? "saved"
        : null;
  const isSection = clause.kind === "section";
  const html = (fetcher.data?.ok && fetcher.data.value?.html) || clause.html;
  return (
    <section className="edit" id={`e-${clause.id}`} aria-label={clause.number}>
      <div className="edit-head">
        <span className="clause-number">{clause.number}</span>
        <span className="quiet small" role="status">
          {state && t(`drafts:saving.${state}`)}
        </span>
      </div>
      <PostForm
        beside={fetcher}
        ref={form}
        onInput={typing}
        // Leaving the field saves at once.
        onBlur={() => isUnsaved && save()}
        onSubmit={() => setUnsaved(false)}
        preventScrollReset
      >
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="clause" value={clause.id} />
        <input
          type="hidden"
          name="revision"
          value={current ? Math.max(current.revision, revision) : revision}
        />
        <Field label={isSection ? t("drafts:field.section") : t("drafts:field.heading")}>
          <input name="heading" defaultValue={typed.heading} maxLength={300} dir="auto" />
        </Field>
        <div className={isSection ? "hidden" : undefined}>
          <Field label={t("drafts:field.body")} hint={t("drafts:field.markdown")}>
            <LongText
              name="body"
              defaultValue={typed.body}
              maxLength={20_000}
              dir="auto"
              rows={Math.min(18, 3 + Math.ceil(typed.body.length / 70))}
            />
          </Field>
        </div>
        <div className="row">
          <Field label={t("drafts:field.kind")}>
            <select name="kind" defaultValue={typed.kind}>
              {clauseKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`drafts:kind.${kind}`)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t("drafts:field.stability")}>
            <select name="stability" defaultValue={typed.stability}>
              {stabilities.map((stability) => (
                <option key={stability} value={stability}>
                  {t(`drafts:stability.${stability}`)}
                </option>
              ))}
            </select>
          </Field>
        </div>
        {answer && !answer.ok && !answer.trouble && !current && answer.error && (
          <div className="notice bad" role="alert">
            <p>{t(`errors:code.${answer.error.code}`)}</p>
          </div>
        )}
        {current && <StoredNow current={current} language={language} />}
        <div className="actions no-print">
          <button type="submit" className="btn q mini" aria-busy={fetcher.state !== "idle"}>
            {current ? t("drafts:conflict.keepMine") : t("common:save")}
          </button>
        </div>
      </PostForm>
      {!isSection && html && (
        <details className="more">
          <summary className="small">{t("drafts:field.preview")}</summary>
          <Html html={html} language={language} className="note" />
        </details>
      )}
      <details className="more no-print">
        <summary className="small">{t("drafts:why.count", { count: why.length })}</summary>
        <WhyList base={base} items={why} />
        {why.map((item) => (
          <PostForm key={item.id} preventScrollReset>
            <input type="hidden" name="id" value={item.id} />
            <input type="hidden" name="clause" value={clause.id} />
            <input type="hidden" name="cited" value={citedAs(item.target)} />
            <input type="hidden" name="note" value={item.note} />
            <Submit intent="uncite" kind="danger mini">
              {t("common:remove")}
            </Submit>
          </PostForm>
        ))}
        <PostForm className="row" preventScrollReset>
          <input type="hidden" name="clause" value={clause.id} />
          <Field label={t("drafts:why.cite")} hint={t("drafts:why.citeHint")} of={["cite", "cited"]}>
            <input name="cited" list="citable" required maxLength={200} dir="ltr" autoComplete="off" />
          </Field>
          <Field label={t("drafts:why.note")}>
            <input name="note" maxLength={400} dir="auto" />
          </Field>
          <div className="field">
            <Submit intent="cite" kind="q mini">
              {t("common:add")}
            </Submit>
          </div>
        </PostForm>
      </details>
      <div className="actions edit-tools no-print">
        <PostForm preventScrollReset>
          <input type="hidden" name="intent" value="move" />
          <input type="hidden" name="clause" value={clause.id} />
          <button type="submit" name="by" value="up" className="linklike small">
            {t("drafts:tool.up")}
          </button>{" "}
          <button type="submit" name="by" value="down" className="linklike small">
            {t("drafts:tool.down")}
          </button>
        </PostForm>
        {!isSection && (
          <PostForm preventScrollReset>
            <input type="hidden" name="clause" value={clause.id} />
            <input type="hidden" name="revision" value={revision} />
            <label className="small">
              {t("drafts:tool.splitAt")}{" "}
              <select name="at" className="narrow">
                <option value="0">{t("drafts:tool.atCursor")}</option>
                {paragraphs(clause.body).map(({ at, begins }) => (
                  <option key={at} value={at}>
                    {begins}
                  </option>
                ))}
              </select>
            </label>{" "}
            <button
              type="submit"
              name="intent"
              value="split"
              className="linklike small"
              onClick={splitAtCursor}
            >
              {t("drafts:tool.split")}
            </button>
          </PostForm>
        )}
        <PostForm preventScrollReset>
          <input type="hidden" name="clause" value={clause.id} />
          {!isSection && (
            <button type="submit" name="intent" value="merge" className="linklike small">
              {t("drafts:tool.merge")}
            </button>
          )}{" "}
          <button type="submit" name="intent" value="remove" className="linklike small">
            {t("drafts:tool.remove")}
          </button>
        </PostForm>
      </div>
      {children}
    </section>
  );
}

/** What somebody else saved, where its differences do not stand beside the fields. */
function StoredNow({ current, language }: { current: Text; language: string }) {
  const { t } = useWords();
  const form = useContext(KeptContext);
  if (!form?.isHeld || form.overtaken.length > 0) return null;
  return (
    <div className="notice warn" role="alert">
      <p>{t("drafts:conflict.title")}</p>
      <p className="quiet small">{t("common:conflict.theirs")}</p>
      {current.heading && <p>{current.heading}</p>}
      <p className="pre" lang={language}>
        {current.body}
      </p>
      <p className="small">
        {t(`drafts:kind.${current.kind}`)} · {t(`drafts:stability.${current.stability}`)}
      </p>
      <p className="quiet small">{t("drafts:conflict.lead")}</p>
    </div>
  );
}

/** Where the paragraphs of a body begin, but for the first. */
function paragraphs(body: string): { at: number; begins: string }[] {
  return [...body.matchAll(/\n{2,}(?=\S)/g)].map((gap) => {
    const at = gap.index + gap[0].length;
    return { at, begins: `${cut(body.slice(at), 40)}…` };
  });
}
