import { useMemo, useState } from 'react';
import type { RecordValues } from '../../api/records.ts';
import { conditionOf } from '../../store/groupedBy.ts';
import { ListFrame } from '../list/ListFrame.tsx';
import { useFoundCount } from '../list/useFoundCount.ts';
import { type ShapedListProps, useShapedList } from '../list/useShapedList.tsx';
import { CreateDrawer } from '../record/CreateDrawer.tsx';
import { Board } from './Board.tsx';

/** The page of an entity whose view is a board. */
export function BoardList({ entity, setup, view }: ShapedListProps) {
  const { where, q } = setup.state;
  const condition = useMemo(() => conditionOf(entity, view, { where, q }), [entity, view, where, q]);
  const count = useFoundCount(entity.name, condition);
  const [given, setGiven] = useState<RecordValues>();
  const { open, peek, panel } = useShapedList(entity, setup);
  return (
    <ListFrame entity={entity} setup={setup} count={count} peek={panel}>
      <Board
        entity={entity}
        view={view}
        condition={condition}
        sort={setup.sort}
        onOpen={open}
        onPeek={peek}
        onCreate={setGiven}
      />
      {given ? <CreateDrawer entity={entity} given={given} onClose={() => setGiven(undefined)} /> : null}
    </ListFrame>
  );
}
