import { Button, Input } from 'antd';
import { Eye, EyeOff, LockKeyhole, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encryptedMask } from '../../../../core/fields/encrypted.ts';
import { errorText } from '../../lib/errorText.ts';
import { asNumber, asText } from '../../lib/values.ts';
import { useEntityScope } from '../EntityScope.tsx';
import { inputProps } from '../shared/inputProps.ts';
import type { WidgetProps } from '../types.ts';
import { useReveal } from './useReveal.ts';

/**
 * The secret comes to the browser only when it is asked for, and never goes back: the control is empty, and what is typed
 * replaces it. Clearing what was typed keeps the secret, the cross removes it.
 */
export function Widget(props: WidgetProps) {
  const { t } = useTranslation();
  const { field, value, onChange, compact, disabled } = props;
  const { secret, isLoading, error, canReveal, show, hide } = useReveal(useEntityScope(), field.name);
  const [hadSecret] = useState(value === encryptedMask);
  const isKept = value === encryptedMask;
  const text = isKept ? (secret ?? '') : (asText(value) ?? '');
  const label = secret === undefined ? t('form.reveal') : t('form.hide');
  return (
    <>
      <Input
        {...inputProps(props)}
        autoComplete="off"
        spellCheck={false}
        readOnly={isKept && secret !== undefined}
        maxLength={asNumber(field.schema.maxLength)}
        prefix={compact ? undefined : <LockKeyhole size={14} aria-hidden />}
        placeholder={isKept ? encryptedMask : undefined}
        title={isKept ? t('form.secretHint') : undefined}
        suffix={
          <span style={{ display: 'flex', margin: '-4px -6px -4px 0' }}>
            {isKept && canReveal ? (
              <Button
                type="text"
                size="small"
                loading={isLoading}
                aria-label={label}
                title={label}
                icon={secret === undefined ? <Eye size={14} /> : <EyeOff size={14} />}
                onClick={secret === undefined ? show : hide}
              />
            ) : null}
            {hadSecret && value !== null && !disabled ? (
              <Button
                type="text"
                size="small"
                aria-label={t('form.removeSecret')}
                title={t('form.removeSecret')}
                icon={<X size={14} />}
                onClick={() => onChange(null)}
              />
            ) : null}
          </span>
        }
        value={text}
        onChange={(event) =>
          onChange(event.target.value === '' ? (hadSecret ? encryptedMask : null) : event.target.value)
        }
      />
      {error ? <small role="alert">{errorText(t, error)}</small> : null}
    </>
  );
}
