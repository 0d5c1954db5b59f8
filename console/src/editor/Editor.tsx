import { lazy, Suspense } from "react";
import { Loading } from "../ui/parts";

export interface EditorProps {
  readonly label: string;
  readonly value: string;
  /** A file's name or a runtime's, from which the language follows. */
  readonly language: string;
  readonly minHeight?: number;
  readonly readOnly?: boolean;
  readonly onChange: (value: string) => void;
  /** On Ctrl-S or Cmd-S. */
  readonly onSave?: (() => void) | undefined;
}

const CodeMirrorEditor = lazy(() => import("./CodeMirrorEditor"));

/** The editor, fetched when the first page needs one. */
export function Editor(props: EditorProps) {
  return (
    <div className="editor">
      <Suspense fallback={<Loading />}>
        <CodeMirrorEditor {...props} />
      </Suspense>
    </div>
  );
}
