import { Suspense } from 'react';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { withViewTexts } from '../../app/settingsTexts.ts';
import { ListFrame } from './ListFrame.tsx';
import { TableList } from './TableList.tsx';
import { useListSetup } from './useListSetup.ts';

const board = withViewTexts(() => import('../board/BoardList.tsx'));
const calendar = withViewTexts(() => import('../calendar/CalendarList.tsx'));
const groups = withViewTexts(() => import('../groups/GroupedList.tsx'));
const BoardList = lazyWithAntd(async () => (await board()).BoardList);
const CalendarList = lazyWithAntd(async () => (await calendar()).CalendarList);
const GroupedList = lazyWithAntd(async () => (await groups()).GroupedList);

/** The records of an entity, as the view in force shows them. */
export function EntityList({ entity }: { readonly entity: BrowserEntity }) {
  const setup = useListSetup(entity);
  const { view } = setup;
  if (!view || (view.type === 'list' && view.groupBy === undefined)) return <TableList entity={entity} setup={setup} />;
  const List = view.type === 'board' ? BoardList : view.type === 'calendar' ? CalendarList : GroupedList;
  return (
    <Suspense
      fallback={
        <ListFrame entity={entity} setup={setup} count={undefined}>
          {null}
        </ListFrame>
      }
    >
      <List key={view.name} entity={entity} setup={setup} view={view} />
    </Suspense>
  );
}
