import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { compileStateMoves, type StateMoves } from '../../store/stateMoves.ts';

/** How the states of an entity's records go; undefined where it has none. */
export function useStateMoves(entity: BrowserEntity | undefined): StateMoves | undefined {
  const model = useModel();
  const { actor } = useMe();
  return useMemo(
    () => (entity?.fields.some(({ transitions }) => transitions) ? compileStateMoves(model, entity, actor) : undefined),
    [model, entity, actor],
  );
}
