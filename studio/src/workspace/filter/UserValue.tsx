import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { FieldWidget } from '../../fields/FieldWidget.tsx';
import type { FilterValue } from '../../store/filter/types.ts';
import { Choice } from '../list/Choice.tsx';

interface UserValueProps {
  readonly field: BrowserField;
  readonly value: FilterValue | undefined;
  readonly onChange: (value: FilterValue | undefined) => void;
}

/** Who asks, or one who is named. */
export function UserValue({ field, value, onChange }: UserValueProps) {
  const { t } = useTranslation();
  const id = useId();
  const isMe = typeof value === 'object';
  return (
    <>
      <Choice
        aria-label={t('filter.value')}
        value={isMe ? 'me' : 'named'}
        onChange={({ target }) => onChange(target.value === 'me' ? { me: true } : undefined)}
      >
        <option value="me">{t('filter.me')}</option>
        <option value="named">{t('filter.somebody')}</option>
      </Choice>
      {isMe ? null : (
        <FieldWidget
          id={id}
          field={{ ...field, type: 'user', required: false }}
          value={typeof value === 'string' && value !== '' ? value : null}
          required={false}
          invalid={false}
          label={t('filter.somebody')}
          faults={[]}
          onChange={(next) => onChange(typeof next === 'string' ? next : undefined)}
        />
      )}
    </>
  );
}
