import type { RefObject } from "react";
import { useWords } from "~/i18n";
import { cut } from "~/kernel/text/cut";
import { Field, Submit } from "~/ui/forms/forms";
import { cursorOf } from "~/ui/forms/markdown/cursor";
import { PostForm } from "~/ui/forms/PostForm";
import { citedAs, type WhyItem, WhyList } from "../Why";

/** What a clause rests on, to add to it and to take away from it. */
export function CitedWhy({ base, clause, why }: { base: string; clause: string; why: readonly WhyItem[] }) {
  const { t } = useWords();
  return (
    <details className="more no-print">
      <summary className="small">{t("drafts:why.count", { count: why.length })}</summary>
      <WhyList base={base} items={why} />
      {why.map((item) => (
        <PostForm key={item.id} preventScrollReset>
          <input type="hidden" name="id" value={item.id} />
          <input type="hidden" name="clause" value={clause} />
          <input type="hidden" name="cited" value={citedAs(item.target)} />
          <input type="hidden" name="note" value={item.note} />
          <Submit intent="uncite" kind="danger mini">
            {t("common:remove")}
          </Submit>
        </PostForm>
      ))}
      <PostForm className="row" preventScrollReset>
        <input type="hidden" name="clause" value={clause} />
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
  );
}

type Tooled = { readonly id: string; readonly kind: string; readonly body: string };

/** What can be done with a clause as a whole: moved, split, merged with the next one, taken out. */
export function ClauseTools({
  clause,
  revision,
  form,
}: {
  clause: Tooled;
  revision: number;
  /** The form in which its text is written. */
  form: RefObject<HTMLFormElement>;
}) {
  const { t } = useWords();
  const splitAtCursor = (event: React.MouseEvent<HTMLButtonElement>) => {
    const area = form.current?.elements.namedItem("body");
    const at = event.currentTarget.form?.elements.namedItem("at");
    if (!(area instanceof HTMLTextAreaElement && at instanceof HTMLSelectElement)) return;
    const cursor = cursorOf(area);
    if (cursor > 0) at.add(new Option("", String(cursor), true, true));
  };
  const isSection = clause.kind === "section";
  return (
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
  );
}

/** Where the paragraphs of a body begin, but for the first. */
function paragraphs(body: string): { at: number; begins: string }[] {
  return [...body.matchAll(/\n{2,}(?=\S)/g)].map((gap) => {
    const at = gap.index + gap[0].length;
    return { at, begins: `${cut(body.slice(at), 40)}…` };
  });
}
