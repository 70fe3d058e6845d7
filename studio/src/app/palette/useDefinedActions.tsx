import { useQueryClient } from '@tanstack/react-query';
import { Zap } from 'lucide-react';
import { recordKeys } from '../../api/keys.ts';
import type { RecordValues } from '../../api/records.ts';
import { type ActionTarget, actionsAt, freeActions } from '../../store/actionTarget.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { useIsFitting } from '../../workspace/actions/useFittingActions.ts';
import { useEntity, useModel } from '../ModelContext.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { usePlace } from '../shell/usePlace.ts';
import type { Command } from './commands.ts';

/** The actions of definitions: those that are done with no record, and those that fit the record which is shown. */
export function useDefinedActions(): Command[] {
  const model = useModel();
  const cache = useQueryClient();
  const { startAction } = useShell();
  const place = usePlace();
  const entity = useEntity(place?.entity ?? '');
  const isFitting = useIsFitting(entity);
  const { id } = place ?? {};
  // A record that is shown is in the cache.
  const values = entity && id ? cache.getQueryData<RecordValues>(recordKeys.one(entity.name, id)) : undefined;
  const own = entity && values ? actionsAt(model, entity.name, 'record').filter((each) => isFitting(each, values)) : [];
  const here: ActionTarget = entity && id !== undefined ? { on: 'record', entity: entity.name, id } : { on: 'nothing' };
  const command =
    (target: ActionTarget) =>
    (action: (typeof own)[number]): Command => ({
      id: `action:${action.name}`,
      title: action.title,
      ...(target.on === 'record' && entity ? { hint: entity.title } : {}),
      words: [action.name],
      icon: action.icon === undefined ? <Zap size={16} /> : <EntityIcon name={action.icon} />,
      run: () => startAction({ action, target }),
    });
  return [...own.map(command(here)), ...freeActions(model).map(command({ on: 'nothing' }))];
}
