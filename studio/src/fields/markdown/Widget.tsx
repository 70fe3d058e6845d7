import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asNumber, asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { applyEdit } from './applyEdit.ts';
import { continueList, type Edited, editMarkdown, type MarkdownAction } from './editMarkdown.ts';
import { MarkdownText } from './MarkdownText.tsx';
import { Toolbar } from './Toolbar.tsx';
import styles from './Widget.module.css';

const shortcuts: Readonly<Record<string, MarkdownAction>> = { b: 'bold', i: 'italic', k: 'link', e: 'code' };

/** Text with marks: a toolbar and shortcuts that set them, lists that go on with Enter, and a look at what it becomes. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { value, onChange, field, compact, disabled = false, invalid } = props;
  const [isPreview, setPreview] = useState(false);
  const area = useRef<TextAreaRef>(null);
  const text = asText(value) ?? '';

  function edit(change: (edited: Edited) => Edited | undefined): boolean {
    const element = area.current?.resizableTextArea?.textArea;
    if (!element) return false;
    const next = change({ text: element.value, start: element.selectionStart, end: element.selectionEnd });
    if (next) applyEdit(element, next);
    return next !== undefined;
  }

  function press(event: KeyboardEvent) {
    const action = event.metaKey || event.ctrlKey ? shortcuts[event.key.toLowerCase()] : undefined;
    const isHandled =
      action && !event.altKey && !event.shiftKey
        ? edit((edited) => editMarkdown(edited, action))
        : event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing
          ? edit(continueList)
          : false;
    if (isHandled) event.preventDefault();
  }

  return (
    <div className={`${styles.editor} ${invalid ? styles.invalid : ''} ${disabled ? styles.disabled : ''}`}>
      <div className={styles.bar}>
        <div className={styles.tabs}>
          <button type="button" className={styles.tab} aria-pressed={!isPreview} onClick={() => setPreview(false)}>
            {t('form.write')}
          </button>
          <button type="button" className={styles.tab} aria-pressed={isPreview} onClick={() => setPreview(true)}>
            {t('form.preview')}
          </button>
        </div>
        {isPreview || disabled || compact ? null : (
          <Toolbar controls={props.id} onAction={(action) => edit((edited) => editMarkdown(edited, action))} />
        )}
      </div>
      {isPreview ? (
        <MarkdownText text={text || t('form.nothingToShow')} />
      ) : (
        <Input.TextArea
          ref={area}
          {...inputProps(props)}
          variant="borderless"
          style={{ color: 'var(--k-text)' }}
          autoSize={{ minRows: compact ? 2 : 5, maxRows: 24 }}
          maxLength={asNumber(field.schema.maxLength)}
          value={text}
          onKeyDown={press}
          onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
        />
      )}
    </div>
  );
}
