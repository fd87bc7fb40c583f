import type { ReactNode } from "react";
import { useClauseEditing, useOthersHere } from "~/features/drafts/ui/EditingTogether";
import { useWords } from "~/i18n";
import type { ContentLanguage } from "~/kernel/language/content";
import { directionOf } from "~/kernel/language/languages";

/** Who else translates here, and in which part. */
export function OthersTranslating({
  parts,
}: {
  parts: readonly { readonly id: string; readonly name: string }[];
}) {
  const { t } = useWords();
  const others = useOthersHere();
  const names = new Map(parts.map(({ id, name }) => [id, name]));
  return (
    <div role="status" className="small">
      {others.length > 0 && (
        <>
          <p className="quiet">{t("translation:presence.others")}</p>
          <ul className="clean tight">
            {others.map(({ person, name, clause }) => (
              <li key={person}>
                <bdi>{name}</bdi>
                {names.has(clause) && (
                  <>
                    {" · "}
                    <a href={`#u-${clause}`}>
                      <bdi>{names.get(clause)}</bdi>
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A part in which somebody translates: the others are told as soon as they write in it, and who else does is told them. */
export function PartTogether({ unit, children }: { unit: string; children: ReactNode }) {
  const { t } = useWords();
  const { holder, enter, take } = useClauseEditing(unit);
  return (
    <div onFocusCapture={(event) => isWriting(event.target) && enter()} onInputCapture={enter}>
      {holder && (
        <div className="notice warn no-print" role="status">
          <p>{t("translation:presence.held", { name: holder.name })}</p>
          <button type="button" className="btn q mini" onClick={take}>
            {t("translation:presence.take")}
          </button>
        </div>
      )}
      {children}
    </div>
  );
}

const isWriting = (target: EventTarget) => target instanceof HTMLTextAreaElement;

/** What somebody else has saved meanwhile, in the place of what was to be saved. */
export function TheirWording({
  texts,
  into,
}: {
  texts: Readonly<Record<string, string>>;
  into: ContentLanguage;
}) {
  const { t } = useWords();
  return (
    <div className="notice warn">
      <p>{t("common:conflict.theirs")}</p>
      {Object.entries(texts).map(([name, text]) => (
        <p key={name} lang={into} dir={directionOf(into)} className="pre">
          {text}
        </p>
      ))}
    </div>
  );
}
