import { useMemo } from 'react';
import { conditionOf } from '../../store/groupedBy.ts';
import { ListFrame } from '../list/ListFrame.tsx';
import { useFoundCount } from '../list/useFoundCount.ts';
import { type ShapedListProps, useShapedList } from '../list/useShapedList.tsx';
import { GroupedRecords } from './GroupedRecords.tsx';

/** The page of an entity whose view is a list in groups. */
export function GroupedList({ entity, setup, view }: ShapedListProps) {
  const { state, change } = setup;
  const { where, q } = state;
  const condition = useMemo(() => conditionOf(entity, view, { where, q }), [entity, view, where, q]);
  const count = useFoundCount(entity.name, condition);
  const { open, peek, panel } = useShapedList(entity, setup);
  return (
    <ListFrame entity={entity} setup={setup} count={count} peek={panel}>
      <GroupedRecords
        entity={entity}
        view={view}
        condition={condition}
        setup={setup}
        onOpen={open}
        onPeek={peek}
        peeked={state.peek}
        onUnpeek={() => change({ peek: undefined })}
        onReset={q || where ? () => change({ q: undefined, where: undefined }) : undefined}
      />
    </ListFrame>
  );
}
