import { useTranslation } from 'react-i18next';
import { actor } from '../../store/actor.ts';
import type { FilterValue } from '../../store/filter/types.ts';
import { Choice } from '../list/Choice.tsx';

interface UserValueProps {
  readonly value: FilterValue | undefined;
  readonly onChange: (value: FilterValue | undefined) => void;
}

/** Who asks, or one who is named. */
export function UserValue({ value, onChange }: UserValueProps) {
  const { t } = useTranslation();
  const named = typeof value === 'string' && value !== '' ? value : undefined;
  return (
    <Choice
      aria-label={t('filter.value')}
      value={typeof value === 'object' ? 'me' : (named ?? '')}
      onChange={({ target }) => onChange(target.value === 'me' ? { me: true } : target.value || undefined)}
    >
      <option value="" disabled>
        {t('filter.value')}
      </option>
      <option value="me">{t('filter.me')}</option>
      <option value={actor.id}>{actor.name}</option>
      {named === undefined || named === actor.id ? null : <option value={named}>{named}</option>}
    </Choice>
  );
}
