import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserAction } from '../../../../core/model/browserModel.ts';
import { ApiError } from '../../api/ApiError.ts';
import { callFunction, readOutcome } from '../../api/functions.ts';
import { figureKeys, functionKeys, recordKeys } from '../../api/keys.ts';
import { startWorkflow, type WorkflowTarget } from '../../api/startWorkflow.ts';
import type { ActionTarget } from '../../store/actionTarget.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { formFaults } from './formFaults.ts';

/**
 * Calls the function of an action for its target, or starts its workflow, does what the output asks for, and gives the output.
 * Throws ApiError.
 */
export function useCarryOut(action: BrowserAction) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();

  async function carryOut(target: ActionTarget, input: JsonObject): Promise<Json> {
    const { call } = action;
    const isStart = 'workflow' in call;
    const answer = isStart
      ? startWorkflow(call, recordOf(target), input)
      : callFunction(call, { ...input, ...whereFrom(target) });
    const output = await answer.catch((error: unknown) => {
      if (target.on === 'form' && error instanceof ApiError) target.draft.setFaults(formFaults(error.faults, action));
      throw error;
    });
    const { message, open, refresh, values } = readOutcome(isStart ? {} : output);
    if (target.on === 'form' && values) target.draft.change({ ...target.draft.get(), ...values });
    if (action.result === undefined || message !== undefined) {
      const done = isStart ? t('actions.started', { title: action.title }) : t('actions.done', { title: action.title });
      toasts.success(message ?? action.success ?? done);
    }
    if (refresh)
      for (const { all } of [recordKeys, figureKeys, functionKeys]) cache.invalidateQueries({ queryKey: all });
    if (open && 'page' in open) navigate({ to: '/page-{$name}', params: { name: open.page } });
    else if (open) navigate({ to: '/$entity/$id', params: open });
    return output;
  }

  return (target: ActionTarget, input: JsonObject): Promise<Json> => {
    if (!('id' in target) || target.id === undefined) return carryOut(target, input);
    const { entity, id } = target;
    // A mutation of the record that lasts until the record was read again: what arrives meanwhile was made here.
    const mutation = cache.getMutationCache().build<Json, Error, void, unknown>(cache, {
      mutationKey: recordKeys.action(entity, id),
      networkMode: 'always',
      mutationFn: () =>
        carryOut(target, input).finally(() =>
          cache.refetchQueries({ queryKey: recordKeys.one(entity, id), exact: true, type: 'active' }),
        ),
    });
    return mutation.execute();
  };
}

/** The record that a workflow is started for; what stands in a form and is not saved yet is not there for it. */
function recordOf(target: ActionTarget): WorkflowTarget {
  if (!('id' in target) || target.id === undefined) return {};
  return { record: { entity: target.entity, id: target.id } };
}

/** What a function is told of the place where its button stands. */
function whereFrom(target: ActionTarget): JsonObject {
  switch (target.on) {
    case 'record':
      return { record: { entity: target.entity, id: target.id } };
    case 'form': {
      const id = target.id === undefined ? {} : { id: target.id };
      return { record: { entity: target.entity, ...id }, values: { ...target.draft.get() } };
    }
    default:
      return {};
  }
}
