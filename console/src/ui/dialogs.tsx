import { type ReactNode, useEffect, useRef } from "react";
import { t } from "../i18n";
import { useAction } from "./action";
import { Button, Failure } from "./parts";

interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly footer: ReactNode;
  readonly children: ReactNode;
}

/** A modal dialogue: the browser keeps the focus inside, Escape closes, and the focus goes back to where it was. */
export function Dialog({ title, wide = false, onClose, footer, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${wide ? "wide" : ""}`}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id="dialog-title">{title}</h2>
      </header>
      <div className="body">{children}</div>
      <footer>{footer}</footer>
    </dialog>
  );
}

interface FormProps {
  readonly title: string;
  readonly wide?: boolean;
  /** What the button says that sends the form. */
  readonly submit: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly action: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly onDone: () => void;
  /** Another way out of the dialogue, which may be refused as the action may be. */
  readonly other?: { readonly label: string; readonly action: () => Promise<unknown> } | undefined;
  /** As a function of the refusal, they show it themselves; else it stands below them. */
  readonly children: ReactNode | ((error: unknown) => ReactNode);
}

/** A dialogue that sends something: closed when the server took it, open with its refusal when not. Enter sends, too. */
export function FormDialog({ title, wide = false, submit, danger = false, disabled = false, action, onClose, onDone, other, children }: FormProps) {
  const sending = useAction();
  async function send(work: () => Promise<unknown>): Promise<void> {
    if (await sending.run(work)) {
      onDone();
    }
  }
  return (
    <Dialog
      title={title}
      wide={wide}
      onClose={onClose}
      footer={
        <>
          {other === undefined ? null : (
            <Button look="danger" disabled={sending.busy} onClick={() => void send(other.action)}>
              {other.label}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look={danger ? "danger" : "primary"} type="submit" form="dialog-form" disabled={disabled || sending.busy}>
            {submit}
          </Button>
        </>
      }
    >
      {/* The server says what is wrong better than the browser does, and says all of it. */}
      <form
        id="dialog-form"
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled && !sending.busy) {
            void send(action);
          }
        }}
      >
        {typeof children === "function" ? children(sending.error) : children}
        {typeof children === "function" || sending.error === undefined ? null : <Failure error={sending.error} />}
      </form>
    </Dialog>
  );
}

/** Asks before something is lost. */
export function Confirm({ title, text, action, onDone, onClose }: { title: string; text: string; action: () => Promise<unknown>; onDone: () => void; onClose: () => void }) {
  return (
    <FormDialog title={title} submit={title} danger action={action} onDone={onDone} onClose={onClose}>
      <p>{text}</p>
    </FormDialog>
  );
}
