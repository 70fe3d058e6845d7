import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asNumber, asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { MarkdownText } from './MarkdownText.tsx';
import styles from './Widget.module.css';

export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const [previewing, setPreviewing] = useState(false);
  const text = asText(props.value) ?? '';
  return (
    <div className={`${styles.editor} ${props.invalid ? styles.invalid : ''}`}>
      <div className={styles.bar}>
        <button type="button" className={styles.tab} aria-pressed={!previewing} onClick={() => setPreviewing(false)}>
          {t('form.write')}
        </button>
        <button type="button" className={styles.tab} aria-pressed={previewing} onClick={() => setPreviewing(true)}>
          {t('form.preview')}
        </button>
      </div>
      {previewing ? (
        <MarkdownText text={text} />
      ) : (
        <Input.TextArea
          {...inputProps(props)}
          variant="borderless"
          autoSize={{ minRows: 5, maxRows: 24 }}
          maxLength={asNumber(props.field.schema.maxLength)}
          value={text}
          onChange={(event) => props.onChange(event.target.value === '' ? null : event.target.value)}
        />
      )}
    </div>
  );
}
