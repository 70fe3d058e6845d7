import { Input } from 'antd';
import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encryptedMask } from '../../../../core/fields/encrypted.ts';
import { asNumber, asText } from '../../lib/values.ts';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';

/** The secret itself never comes to the browser: the control is empty, and what is typed replaces it. */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { value, onChange, compact } = props;
  // A secret was there when the form opened: clearing what was typed means keeping it, the cross means removing it.
  const [hadSecret] = useState(value === encryptedMask);
  const text = value === encryptedMask ? '' : (asText(value) ?? '');
  return (
    <Input
      {...inputProps(props)}
      autoComplete="off"
      maxLength={asNumber(props.field.schema.maxLength)}
      prefix={compact ? undefined : <LockKeyhole size={14} aria-hidden />}
      placeholder={value === encryptedMask ? encryptedMask : undefined}
      title={value === encryptedMask ? t('form.secretHint') : undefined}
      allowClear={hadSecret && value !== null ? { disabled: false } : false}
      value={text}
      onChange={(event) => {
        if (event.type === 'click') return onChange(null);
        onChange(event.target.value === '' ? (hadSecret ? encryptedMask : null) : event.target.value);
      }}
    />
  );
}
