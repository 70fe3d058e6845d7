import { Annotation, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Marks what is put into an editor by the rest of the page. */
const fromOutside = Annotation.define<boolean>();

/** Tells the text of an editor each time that whoever sits before it has changed it. */
export function onTyped(tell: (text: string, editor: EditorView) => void): Extension {
  return EditorView.updateListener.of((update) => {
    if (update.docChanged && !update.transactions.some((each) => each.annotation(fromOutside)))
      tell(update.state.doc.toString(), update.view);
  });
}

/** Puts a text into an editor, unless it has it already: the cursor stays where it is while one types. */
export function showText(editor: EditorView | undefined, text: string): void {
  if (!editor || editor.state.doc.toString() === text) return;
  editor.dispatch({
    changes: { from: 0, to: editor.state.doc.length, insert: text },
    annotations: fromOutside.of(true),
  });
}
