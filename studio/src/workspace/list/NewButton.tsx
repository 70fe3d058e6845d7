import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { may } from '../../store/rights.ts';
import { buttonClass } from '../../ui/Button.tsx';

export function NewButton({ entity }: { readonly entity: BrowserEntity }) {
  const { t } = useTranslation();
  if (!may(entity, 'create')) return null;
  return (
    <Link to="/$entity/new" params={{ entity: entity.name }} className={buttonClass({ look: 'main' })}>
      <Plus size={15} aria-hidden />
      <span>{t('action.new')}</span>
    </Link>
  );
}
