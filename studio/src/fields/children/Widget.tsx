import { useMemo } from 'react';
import { useMe } from '../../app/MeContext.tsx';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { compileFormulas } from '../../store/compileFormulas.ts';
import { lineFields } from '../../store/lineFields.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useEntityScope } from '../EntityScope.tsx';
import type { WidgetProps } from '../types.ts';
import { LineCards } from './LineCards.tsx';
import { LineGrid } from './LineGrid.tsx';
import { totalColumns } from './totals.ts';
import { useLineEditing } from './useLineEditing.ts';

/** Line items, edited here and saved with the record: a grid, or cards where the screen is too narrow for one. */
export function Widget(props: WidgetProps) {
  const model = useModel();
  const { actor } = useMe();
  const { children } = props.field;
  const child = useEntity(children?.entity ?? '');
  const parent = useEntity(useEntityScope() ?? '');
  const isNarrow = useIsNarrow();
  const formulas = useMemo(() => (child ? compileFormulas(model, child, actor) : () => ({})), [model, child, actor]);
  const columns = useMemo(
    () => (child && children ? lineFields(model, child, children.field) : []),
    [model, child, children],
  );
  const totals = useMemo(() => totalColumns(parent, child?.name ?? '', columns), [parent, child, columns]);
  const editing = useLineEditing(props, columns);
  if (!child) return null;
  const View = isNarrow ? LineCards : LineGrid;
  return <View {...props} child={child} columns={columns} formulas={formulas} totals={totals} editing={editing} />;
}
