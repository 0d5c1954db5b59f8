import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import type { EditorProps } from "./Editor";

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", maxHeight: "60vh", overflow: "auto" },
  ".cm-content": { caretColor: "var(--accent)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--text-soft)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 6%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--line)" },
  ".cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "none" },
});

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: "var(--syntax-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--syntax-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--syntax-number)" },
  { tag: [tags.comment, tags.meta], color: "var(--syntax-comment)" },
  { tag: [tags.propertyName, tags.function(tags.variableName), tags.definition(tags.variableName)], color: "var(--syntax-name)" },
]);

function languageOf(name: string): Extension {
  if (name.endsWith(".py") || name.startsWith("Python")) {
    return python();
  }
  if (name.endsWith(".js") || name.endsWith(".mjs") || name.startsWith("Node") || name.endsWith(".ts")) {
    return javascript();
  }
  if (name.endsWith(".json")) {
    return json();
  }
  return name === "bootstrap" || name.endsWith(".sh") || name.startsWith("Custom") ? StreamLanguage.define(shell) : [];
}

/**
 * CodeMirror in a shadow root: there it puts its styles into the root's adopted style sheets, which the server's
 * Content-Security-Policy allows, and not into style elements, which it forbids.
 */
export default function CodeMirrorEditor({ label, value, language, minHeight = 120, readOnly = false, onChange, onSave }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ value, onChange, onSave });
  latest.current = { value, onChange, onSave };

  useEffect(() => {
    const element = host.current;
    if (element === null) {
      return undefined;
    }
    const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    const extensions: Extension[] = [
      lineNumbers(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      autocompletion(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      syntaxHighlighting(COLOURS),
      languageOf(language),
      keymap.of([
        {
          key: "Mod-s",
          run: () => {
            latest.current.onSave?.();
            return true;
          },
          preventDefault: true,
        },
        // Escape, then Tab, leaves the editor: nobody is held in it who has no mouse.
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        ...completionKeymap,
        indentWithTab,
      ]),
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.theme({ ".cm-content, .cm-gutter": { minHeight: `${minHeight}px` } }),
      EditorState.readOnly.of(readOnly),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) {
          return;
        }
        const text = update.state.doc.toString();
        if (text !== latest.current.value) {
          // At once: were the page drawn later, the text before the next key would come back and overwrite that.
          flushSync(() => latest.current.onChange(text));
        }
      }),
      LOOK,
    ];
    const made = new EditorView({ state: EditorState.create({ doc: value, extensions }), parent: root, root });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
    // The text flows in through the other effect; only these make another editor.
  }, [language, label, readOnly, minHeight]);

  useEffect(() => {
    const made = view.current;
    if (made !== null && made.state.doc.toString() !== value) {
      made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value } });
    }
  }, [value]);

  return <div ref={host} />;
}
