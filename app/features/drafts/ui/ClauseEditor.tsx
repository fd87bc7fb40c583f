import { useFetcher } from "@remix-run/react";
import { type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import type { ClauseKind, Stability } from "~/features/drafts/domain/clause";
import { useWords } from "~/i18n";
import type { Refusal } from "~/kernel/refusals";
import { Field, LongText } from "~/ui/forms/forms";
import { KeptContext } from "~/ui/forms/kept/KeptContext";
import { useMarkdownEditor } from "~/ui/forms/markdown/useMarkdownEditor";
import { PostForm } from "~/ui/forms/PostForm";
import { refusedKey } from "~/ui/forms/problem";
import { Html } from "~/ui/text/Html";
import { PageLink } from "~/ui/text/PageLink";
import { useClauseEditing } from "./EditingTogether";
import { CitedWhy, ClauseTools } from "./editing/ClauseTools";
import { KindOfClause } from "./editing/KindOfClause";
import { takeIn, type Words } from "./editing/takeIn";
import { HeldBy } from "./Presence";
import type { WhyItem } from "./Why";

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
type Saved = Conflicting & {
  readonly value?: { readonly revision: number; readonly html: string; readonly merged?: Text };
};

/** Milliseconds without typing after which a clause is saved. */
const pause = 900;

/**
 * One clause to be written: saved as one types, with a preview; every button works without scripts
 * too. When somebody else saved in between, both texts stand side by side and one is chosen.
 */
export function ClauseEditor({
  base,
  here,
  clause,
  language,
  why,
  conflict,
  children,
}: {
  base: string;
  /** The page of the version that is being written. */
  here: string;
  clause: Edited;
  language: string;
  why: readonly WhyItem[];
  conflict: Conflicting | undefined;
  children: ReactNode;
}) {
  const { t } = useWords();
  const { holder, enter, take } = useClauseEditing(clause.id);
  const fetcher = useFetcher<Saved>();
  const form = useRef<HTMLFormElement>(null);
  const body = useMarkdownEditor();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const [isUnsaved, setUnsaved] = useState(false);
  const sent = useRef<Words>();
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
    const data = new FormData(element);
    sent.current = { heading: String(data.get("heading")), body: String(data.get("body")) };
    fetcher.submit(data, { method: "post" });
  }, [fetcher]);
  const latest = useRef(save);
  latest.current = save;
  const typing = () => {
    enter();
    setUnsaved(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), pause);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  // Whoever is asked to wait loses nothing: what they typed is saved before the field is closed.
  const isHeld = holder !== null;
  useEffect(() => {
    if (isHeld && form.current?.dataset.unsaved) latest.current();
  }, [isHeld]);
  // What others saved meanwhile comes in beside what was typed while the save was on its way.
  const merged = fetcher.data?.ok ? fetcher.data.value?.merged : undefined;
  useEffect(() => {
    if (merged && sent.current && form.current) takeIn(form.current, sent.current, merged);
  }, [merged]);
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
          {state && (state === "saved" && merged ? t("drafts:saving.merged") : t(`drafts:saving.${state}`))}
        </span>
      </div>
      {holder && <HeldBy name={holder.name} take={take} />}
      <PostForm
        beside={fetcher}
        ref={form}
        onFocus={enter}
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
          <input name="heading" defaultValue={typed.heading} maxLength={300} dir="auto" readOnly={isHeld} />
        </Field>
        <div className={isSection ? "hidden" : undefined}>
          <Field label={t("drafts:field.body")} hint={t("drafts:field.markdown")}>
            <LongText
              ref={body}
              name="body"
              defaultValue={typed.body}
              maxLength={20_000}
              dir="auto"
              readOnly={isHeld}
              rows={Math.min(18, 3 + Math.ceil(typed.body.length / 70))}
            />
          </Field>
        </div>
        <KindOfClause kind={typed.kind} stability={typed.stability} />
        {answer && !answer.ok && !answer.trouble && !current && answer.error && (
          <div className="notice bad" role="alert">
            <p>{t(refusedKey(answer.error.code))}</p>
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
      <p className="small no-print">
        <PageLink to={`${here}/revisions?clause=${clause.id}`}>{t("drafts:field.revisions")}</PageLink>
      </p>
      <CitedWhy base={base} clause={clause.id} why={why} />
      <ClauseTools clause={clause} revision={revision} form={form} />
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
