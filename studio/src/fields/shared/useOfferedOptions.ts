import { useMemo } from 'react';
import type { BrowserField, BrowserOption } from '../../../../core/model/browserModel.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { compileCondition } from '../../store/compileCondition.ts';
import type { Condition } from '../../store/conditions.ts';
import { useEntityScope } from '../EntityScope.tsx';
import { useRecordValues, useSavedRecord } from '../RecordScope.tsx';
import { useStateMoves } from './useStateMoves.ts';

/**
 * The options of a field that may be chosen for the record around it as it stands, and to which its state may go from there.
 * One that is chosen already stays, so that it can be seen; whether it may stay is for the rules to say.
 */
export function useOfferedOptions(field: BrowserField, selected: readonly string[]): readonly BrowserOption[] {
  const model = useModel();
  const { actor } = useMe();
  const entity = useEntity(useEntityScope() ?? '');
  const { options } = field;
  const states = useStateMoves(entity);
  const moves = field.transitions ? states : undefined;
  const saved = useSavedRecord();
  const conditions = useMemo(() => {
    const compiled = new Map<string, Condition>();
    for (const { value, when } of options ?? []) {
      // What one does not see cannot be asked here; the server can.
      if (entity && when !== undefined) compiled.set(value, compileCondition(model, entity, when, actor, true));
    }
    return compiled;
  }, [model, entity, options, actor]);
  const values = useRecordValues(conditions.size > 0 || moves !== undefined);
  return useMemo(() => {
    const before = saved();
    const mayGo = (value: string) =>
      !moves ||
      !values ||
      !before.known ||
      moves.judge(field, before.values, { ...values, [field.name]: value }).is !== 'refused';
    return (options ?? []).filter(
      ({ value }) => selected.includes(value) || !values || ((conditions.get(value)?.(values) ?? true) && mayGo(value)),
    );
  }, [options, conditions, values, selected, moves, saved, field]);
}
