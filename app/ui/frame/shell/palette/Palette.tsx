import { useNavigate } from "@remix-run/react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { forgetAllOf } from "~/ui/forms/kept/keptWords";
import type { ShownPerson, ShownProcess } from "../shown";
import { type Entry, matching, useEntries } from "./entries";
import { readQuick, setQuick } from "./quickKeys";

type Props = { person: ShownPerson | null; process: ShownProcess | null; onClose: () => void };

/** Finds a page or an act by typing a part of its name; Enter goes to what is marked. */
export function Palette({ person, process, onClose }: Props) {
  const { t, language } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState(0);
  const [isQuick, setIsQuick] = useState(readQuick);
  const navigate = useNavigate();
  useEffect(() => dialog.current?.showModal(), []);

  const words = typed.trim();
  const found = matching(useEntries(person, process), typed);
  if (process && words !== "") {
    const to = inLanguage(language, `/p/${process.slug}/search?q=${encodeURIComponent(words)}`);
    found.push({ key: "search", name: t("common:palette.search", { words }), to });
  }
  const at = Math.min(marked, found.length - 1);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    dialog.current?.close();
    if (entry.key === "out" && person) forgetAllOf(person.id);
    if (entry.form) post(entry.to, entry.form);
    else navigate(entry.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setMarked((at + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setMarked((at - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t("common:palette.title")}
      onClose={onClose}
      onPointerDown={({ target }) => target === dialog.current && dialog.current?.close()}
    >
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={found[at] ? `palette-${at}` : undefined}
        aria-label={t("common:palette.label")}
        placeholder={t("common:palette.title")}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={t("common:palette.title")}>
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard where the words are typed
          <div
            key={entry.key}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            ref={index === at ? (option) => option?.scrollIntoView({ block: "nearest" }) : undefined}
            onClick={() => run(entry)}
          >
            {entry.name}
            {entry.beside && <small>{entry.beside}</small>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="quiet">{t("common:palette.none")}</p>}
      <label className="check small">
        <input
          type="checkbox"
          checked={isQuick}
          onChange={({ target }) => {
            setQuick(target.checked);
            setIsQuick(target.checked);
          }}
        />
        {t("common:palette.keys")}
      </label>
    </dialog>
  );
}

/** Sends a form that leads to another page. */
function post(action: string, values: Readonly<Record<string, string>>) {
  const form = Object.assign(document.createElement("form"), { method: "post", action });
  for (const [name, value] of Object.entries(values))
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}
