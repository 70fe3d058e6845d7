import { EditorView } from '@codemirror/view';

/** CodeMirror in the application's own colours: they are variables, so both themes have it. */
export const editorTheme = EditorView.theme({
  '&': {
    minHeight: 'calc(var(--k-control) - 2px)',
    border: '1px solid var(--k-line-strong)',
    borderRadius: 'var(--k-radius)',
    background: 'var(--k-surface)',
    color: 'var(--k-text)',
    fontSize: 'calc(var(--k-font) - 1px)',
  },
  '&.cm-focused': { outline: 'none', borderColor: 'var(--k-accent)', boxShadow: '0 0 0 3px var(--k-accent-soft)' },
  '.cm-scroller': { fontFamily: 'var(--k-font-mono)', lineHeight: '1.55' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--k-text)' },
  '.cm-line': { padding: '0 9px' },
  '.cm-cursor': { borderLeftColor: 'var(--k-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--k-active)',
  },
  '.cm-gutters': {
    background: 'var(--k-sunken)',
    color: 'var(--k-text-faint)',
    borderRight: '1px solid var(--k-line)',
  },
  '.cm-activeLineGutter, .cm-activeLine': { background: 'var(--k-hover)' },
  '.cm-tooltip': {
    border: '0',
    borderRadius: 'var(--k-radius)',
    background: 'var(--k-raised)',
    boxShadow: 'var(--k-shadow-raised)',
    color: 'var(--k-text)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--k-font-mono)', maxHeight: '220px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--k-accent-soft)', color: 'var(--k-text)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--k-accent)', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--k-text-faint)', fontStyle: 'normal', marginLeft: '10px' },
  '.cm-completionInfo': { maxWidth: '280px', padding: '8px 10px', fontFamily: 'var(--k-font-family)' },
  '.cm-diagnostic': {
    padding: '6px 10px',
    borderLeft: '3px solid var(--k-danger)',
    fontFamily: 'var(--k-font-family)',
  },
  // An expression within a text.
  '.cm-hole': { borderRadius: '3px', background: 'var(--k-accent-soft)', color: 'var(--k-accent)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--k-danger)' },
});
