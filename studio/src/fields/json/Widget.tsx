import { Button, Input } from 'antd';
import { Braces } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { inputProps } from '../shared/inputProps.ts';
import { useTypedText } from '../shared/useTypedText.ts';
import type { WidgetProps } from '../types.ts';
import { faultPlace, readJson } from './readJson.ts';
import styles from './Widget.module.css';

// Over antd's own, which follow the state and would part the lines from their numbers.
const plainText = { color: 'var(--k-text)', lineHeight: '20px' };

/** JSON as text, with line numbers; says where it breaks off. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { value, compact, disabled = false, invalid } = props;
  const typed = useTypedText(props, {
    show: (shown) => (shown === null ? '' : JSON.stringify(shown, null, 2)),
    read: readJson,
    problem: t('form.jsonProblem'),
  });
  const place = typed.isBad ? faultPlace(typed.text) : undefined;
  const lines = typed.text.split('\n').length;

  function indent(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const area = event.currentTarget;
    const line = area.value.slice(0, area.selectionStart).split('\n').at(-1) ?? '';
    const deeper = /[[{]\s*$/.test(line) ? '  ' : '';
    const blanks = `${/^\s*/.exec(line)?.[0] ?? ''}${deeper}`;
    if (blanks === '') return;
    event.preventDefault();
    document.execCommand('insertText', false, `\n${blanks}`);
  }

  const area = (
    <Input.TextArea
      {...inputProps(props)}
      className={styles.text ?? ''}
      style={plainText}
      variant="borderless"
      spellCheck={false}
      wrap="off"
      autoSize={{ minRows: compact ? 1 : 4, ...(compact ? { maxRows: 4 } : {}) }}
      value={typed.text}
      onChange={(event) => typed.type(event.target.value)}
      onKeyDown={indent}
      onBlur={typed.settle}
    />
  );
  if (compact) return area;
  return (
    <div
      className={`${styles.editor} ${typed.isBad || invalid ? styles.invalid : ''} ${disabled ? styles.disabled : ''}`}
    >
      <div className={styles.body}>
        <div className={styles.gutter} aria-hidden>
          {Array.from({ length: lines }, (_, index) => index + 1).map((line) => (
            <div key={line} className={line === place?.line ? styles.bad : undefined}>
              {line}
            </div>
          ))}
        </div>
        {area}
      </div>
      <div className={styles.footer}>
        <span className={typed.isBad ? styles.place : undefined}>
          {place ? t('form.jsonPlace', { line: place.line, column: place.column }) : 'JSON'}
        </span>
        <Button
          type="text"
          size="small"
          icon={<Braces size={13} />}
          disabled={typed.isBad || value === null || disabled}
          onClick={() => typed.settle()}
        >
          {t('form.formatJson')}
        </Button>
      </div>
    </div>
  );
}
