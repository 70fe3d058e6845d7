import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Fault } from '../../../core/errors/KilnError.ts';
import type { JsonObject } from '../../../core/lib/json.ts';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { browserRules, browserTransitions } from '../../../core/model/browserRules.ts';
import { modelKeys } from '../api/keys.ts';
import { loadValidators } from '../api/validators.ts';
import { useMe } from '../app/MeContext.tsx';
import { useModel } from '../app/ModelContext.tsx';
import { changedValues } from '../store/changedValues.ts';
import type { Draft } from '../store/createDraft.ts';
import { checkValues } from './checkValues.ts';

interface Checks {
  /** What is wrong with the values of a draft, told before the server is asked. */
  readonly check: (values: JsonObject) => readonly Fault[];
  /** False until the validators are there, or are known not to come: then the server alone checks. */
  readonly isReady: boolean;
}

export function useChecks(entity: BrowserEntity, draft: Draft, mode: 'create' | 'update'): Checks {
  const model = useModel();
  const { actor } = useMe();
  const ruled = useMemo(() => browserRules(model, entity), [model, entity]);
  const transitions = useMemo(() => browserTransitions(model, entity), [model, entity]);
  const { data: validators, isPending } = useQuery({
    queryKey: modelKeys.validators(entity.name, model.version),
    queryFn: () => loadValidators(entity.name, model.version),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const check = useCallback(
    (values: JsonObject) => {
      const saved = mode === 'create' ? {} : draft.state().saved;
      const changes = changedValues(model, entity, saved, values);
      return checkValues({ model, entity, mode, values, saved, changes, validators, ruled, transitions, actor });
    },
    [model, entity, mode, draft, validators, ruled, transitions, actor],
  );
  return { check, isReady: !isPending };
}
