import { ListTree, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import type { FilterGroup } from '../../store/filter/types.ts';
import { Button } from '../../ui/Button.tsx';
import { newGroup, newRule } from './newNodes.ts';

interface AddConditionsProps {
  readonly entity: BrowserEntity;
  readonly group: FilterGroup;
  readonly onChange: (group: FilterGroup) => void;
}

/** Adds a condition, or a group of conditions, to a group. */
export function AddConditions({ entity, group, onChange }: AddConditionsProps) {
  const { t } = useTranslation();
  const model = useModel();
  return (
    <>
      <Button
        look="quiet"
        icon={<Plus size={14} aria-hidden />}
        onClick={() => onChange({ ...group, items: [...group.items, ...newRule(model, entity)] })}
      >
        {t('filter.addRule')}
      </Button>
      <Button
        look="quiet"
        icon={<ListTree size={14} aria-hidden />}
        onClick={() => onChange({ ...group, items: [...group.items, newGroup(model, entity, group.join)] })}
      >
        {t('filter.addGroup')}
      </Button>
    </>
  );
}
