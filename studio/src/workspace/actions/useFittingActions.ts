import { useCallback, useMemo } from 'react';
import type { BrowserAction, BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { ActionPlace } from '../../../../core/model/pageTypes.ts';
import type { RecordValues } from '../../api/records.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { actionsAt } from '../../store/actionTarget.ts';
import { compileCondition } from '../../store/compileCondition.ts';

type Fits = (action: Pick<BrowserAction, 'when'>, values: RecordValues) => boolean;

/** Whether something with a condition fits a record of the entity as it stands. */
export function useIsFitting(entity: BrowserEntity | undefined): Fits {
  const model = useModel();
  const { actor } = useMe();
  const compiled = useMemo(() => {
    const conditions = new Map<string, (values: RecordValues) => boolean>();
    return (source: string) => {
      const known = conditions.get(source) ?? (entity && compileCondition(model, entity, source, actor));
      if (known) conditions.set(source, known);
      return known;
    };
  }, [model, entity, actor]);
  return useCallback(({ when }, values) => when === undefined || compiled(when)?.(values) === true, [compiled]);
}

const none: readonly BrowserAction[] = [];

/** The actions that can be done with a record as it stands; none while it is being read. */
export function useFittingActions(
  entity: BrowserEntity,
  place: ActionPlace,
  values: RecordValues | undefined,
): readonly BrowserAction[] {
  const model = useModel();
  const fits = useIsFitting(entity);
  const all = useMemo(() => actionsAt(model, entity.name, place), [model, entity, place]);
  return values && all.length > 0 ? all.filter((action) => fits(action, values)) : none;
}
