import { useMemo, useState } from 'react';
import type { RecordValues } from '../../api/records.ts';
import { conditionOf } from '../../store/groupedBy.ts';
import { ListFrame } from '../list/ListFrame.tsx';
import { useFoundCount } from '../list/useFoundCount.ts';
import { type ShapedListProps, useShapedList } from '../list/useShapedList.tsx';
import { CreateDrawer } from '../record/CreateDrawer.tsx';
import { Calendar } from './Calendar.tsx';

/** The page of an entity whose view is a calendar. */
export function CalendarList({ entity, setup, view }: ShapedListProps) {
  const { state, change } = setup;
  const { where, q } = state;
  const condition = useMemo(() => conditionOf(entity, view, { where, q }), [entity, view, where, q]);
  const count = useFoundCount(entity.name, condition);
  const { peek, panel } = useShapedList(entity, setup);
  const [given, setGiven] = useState<RecordValues>();
  return (
    <ListFrame entity={entity} setup={setup} count={count} peek={panel}>
      <Calendar
        entity={entity}
        view={view}
        condition={condition}
        at={state.at}
        span={state.span}
        onLook={(look) => change(look, true)}
        onPeek={peek}
        onCreate={setGiven}
      />
      {given ? <CreateDrawer entity={entity} given={given} onClose={() => setGiven(undefined)} /> : null}
    </ListFrame>
  );
}
