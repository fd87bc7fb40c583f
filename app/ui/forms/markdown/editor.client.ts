import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { commonmarkLanguage, markdown, markdownKeymap } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Annotation, Compartment, EditorState, RangeSetBuilder, Transaction } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM } from "@lezer/markdown";
import { setText, shown } from "../kept/formFields";
import { leaveCursor, placeCursor } from "./cursor";
import { changeTo, makeLink, toggleMark } from "./marks.client";

/** What came from the field, and is not given back to it. */
const fromField = Annotation.define<boolean>();

const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.link, tags.url], color: "var(--accent)" },
  { tag: [tags.monospace, tags.literal], fontFamily: "var(--mono)", fontSize: "0.9em" },
  { tag: tags.quote, color: "var(--quiet)" },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: "var(--quiet)" },
]);

const looks = EditorView.theme({
  "&": { font: "inherit", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "0.5rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.7rem", textAlign: "start" },
});

/** Each line is written in the direction of its own first letter. */
const directions = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = ownDirections(view);
    }
    update({ view, docChanged, viewportChanged }: ViewUpdate) {
      if (docChanged || viewportChanged) this.decorations = ownDirections(view);
    }
  },
  { decorations: (one) => one.decorations },
);
const ownDirection = Decoration.line({ attributes: { dir: "auto" } });

function ownDirections({ state, visibleRanges }: EditorView): DecorationSet {
  const lines = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges)
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      lines.add(line.from, line.from, ownDirection);
      at = line.to + 1;
    }
  return lines.finish();
}

/**
 * Puts an editor of Markdown over a field, which stays what its form keeps and sends: each says to the other what is
 * written. Its styles stand in a tree of their own, where the page's policy lets a script put them. Gives back what takes
 * it away again.
 */
export function mountEditor(field: HTMLTextAreaElement): () => void {
  const host = document.createElement("div");
  host.className = "markdown-editor";
  host.style.minBlockSize = `${field.offsetHeight}px`;
  const root = host.attachShadow({ mode: "open" });
  const label = field.labels[0]?.textContent ?? "";
  const locked = new Compartment();
  const lock = () => EditorState.readOnly.of(field.readOnly);

  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      selection: { anchor: field.selectionStart, head: field.selectionEnd },
      extensions: [
        history(),
        markdown({
          base: commonmarkLanguage,
          extensions: GFM,
          completeHTMLTags: false,
          addKeymap: false,
        }),
        syntaxHighlighting(colours),
        looks,
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        directions,
        locked.of(lock()),
        EditorView.contentAttributes.of({
          "aria-label": label,
          spellcheck: "true",
          autocorrect: "on",
          autocapitalize: "sentences",
        }),
        keymap.of([
          { key: "Mod-b", run: toggleMark("**"), stopPropagation: true },
          { key: "Mod-i", run: toggleMark("*"), stopPropagation: true },
          { key: "Mod-k", run: makeLink, stopPropagation: true },
          ...markdownKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of(({ state, docChanged, transactions }) => {
          placeCursor(field, state.selection.main.head);
          const isOwn = transactions.some((one) => one.docChanged && one.annotation(fromField) !== true);
          if (docChanged && isOwn) setText(field, state.doc.toString());
        }),
      ],
    }),
  });

  const take = () => {
    const before = view.state.doc.toString();
    if (before === field.value) return;
    view.dispatch({
      changes: changeTo(before, field.value),
      annotations: [fromField.of(true), Transaction.addToHistory.of(false)],
    });
  };
  const takeSoon = () => queueMicrotask(take);
  const enter = () => view.focus();
  // A page that learns something new writes it into the field as its default, and says there whether it may be written in.
  const watch = new MutationObserver(() => {
    view.dispatch({ effects: locked.reconfigure(lock()) });
    take();
  });
  watch.observe(field, {
    attributes: true,
    attributeFilter: ["readonly"],
    childList: true,
    characterData: true,
  });
  field.addEventListener("input", take);
  field.addEventListener(shown, take);
  field.form?.addEventListener("reset", takeSoon);
  field.addEventListener("focus", enter);
  const hadFocus = document.activeElement === field;
  field.after(host);
  field.classList.add("under-editor");
  field.tabIndex = -1;
  placeCursor(field, view.state.selection.main.head);
  if (hadFocus) view.focus();

  return () => {
    const { main } = view.state.selection;
    const hasFocus = view.hasFocus;
    watch.disconnect();
    field.removeEventListener("input", take);
    field.removeEventListener(shown, take);
    field.form?.removeEventListener("reset", takeSoon);
    field.removeEventListener("focus", enter);
    view.destroy();
    host.remove();
    field.classList.remove("under-editor");
    field.removeAttribute("tabindex");
    leaveCursor(field);
    if (!hasFocus) return;
    field.focus();
    field.setSelectionRange(main.from, main.to);
  };
}
