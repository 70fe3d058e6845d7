import { useMemo } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { readFilter } from '../../store/filter/readFilter.ts';
import { NodeText } from '../../workspace/filter/NodeText.tsx';

/** A condition as people would say it, as far as it can be; else as CEL. */
export function ConditionText({ entity, source }: { readonly entity: BrowserEntity; readonly source: string }) {
  const model = useModel();
  const node = useMemo(() => readFilter(model, entity, source), [model, entity, source]);
  return <NodeText entity={entity} node={node} />;
}
